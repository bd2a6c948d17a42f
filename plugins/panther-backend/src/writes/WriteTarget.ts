import { InstanceConfig, getConfigured } from '../config/InstanceConfig';
import { TenantClient } from '../tenant/TenantClient';
import { NotAllowedError, InputError } from '@backstage/errors';
import { LogSource } from 'backstage-plugin-panther-common';
import { TenantError } from '../tenant/errors';
import { SourceList } from '../tenant/types';

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

/**
 * The target of writes to an instance. Throws a `NotFoundError` where it is not configured, and a
 * `NotAllowedError` where it has no token for writing.
 */
export function requireWritable(
  targets: WriteTarget[],
  instanceId: string,
): WriteTarget {
  const target = getConfigured(
    new Map(targets.map(it => [it.instance.id, it])),
    instanceId,
  );
  const { title, configKey, manageToken } = target.instance;
  if (!manageToken) {
    throw new NotAllowedError(
      `Writing to Panther (${title}) is off here; set ${configKey}.manageToken to a token with View and Manage Log Sources to turn it on.`,
    );
  }
  return target;
}

/** Throws an `InputError` for a log source that Panther lets nobody change or delete. */
export function requireEditable({ label, isEditable }: LogSource): void {
  if (!isEditable) {
    throw new InputError(
      `Panther marks the log source '${label}' as not editable, so it can neither be changed nor deleted from here.`,
    );
  }
}

/** As long as any other call may take; a refresh may be configured to wait for an hour. */
const LIST_MS = 30_000;

/** Lists the log sources for somebody who waits for a write. Rejects with a `TenantError`. */
export async function listSourcesInTime({
  instance,
  client,
}: WriteTarget): Promise<SourceList> {
  const signal = AbortSignal.timeout(LIST_MS);
  try {
    return await client.listSources({ signal });
  } catch (error) {
    if (!signal.aborted || error instanceof TenantError) {
      throw error;
    }
    throw new TenantError(
      'timedOut',
      `Panther (${instance.title}) did not list its log sources within ${
        LIST_MS / 1000
      } seconds; try again in a moment.`,
      { instance: instance.id, asked: 'list the log sources' },
    );
  }
}
