import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InstanceConfig } from '../config/InstanceConfig';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { TenantClient } from '../tenant/TenantClient';

/** A configured instance and the client that writes to it. */
export interface WriteTarget {
  instance: InstanceConfig;
  client: Pick<
    TenantClient,
    | 'listSources'
    | 'getSource'
    | 'createS3Source'
    | 'getS3Source'
    | 'updateS3Source'
    | 'deleteS3Source'
    | 'deleteSource'
  >;
}

/** Whoever asks for a write, or to be told what it would do. */
export interface Writer {
  /** Entity ref of a user, or the subject of a service. */
  actor: string;
  credentials: BackstageCredentials;
  /** Which log sources they may see. */
  visibility: LogSourceVisibility;
}
