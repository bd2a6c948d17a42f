import {
  Freshness,
  Instance,
  LogSource,
  LogSourceHistory,
  LogSourceRef,
} from 'backstage-plugin-panther-common';
import { S3Mapping } from './types';

/** What is known of some log sources of one instance. */
export interface InventoryAnswer {
  /** Without `asOf` the instance has never been read, and nothing can be said of any log source. */
  freshness: Freshness;
  /** By integration id. An id that is in neither map is not in Panther. */
  logSources: Map<string, LogSource>;
  /** By integration id, in a sentence, why Panther's row of a log source never could be used. */
  unusable: Map<string, string>;
}

/** The read model that every view is served from. */
export interface Inventory {
  /** Ids of the configured instances, in the order of the configuration. */
  instanceIds(): string[];

  /**
   * Looks up log sources of one instance. Resolves although Panther cannot be read, and says so in
   * `freshness`. Throws a `NotFoundError` for an instance that is not configured.
   */
  findLogSources(
    instance: string,
    integrationIds: string[],
  ): Promise<InventoryAnswer>;

  /** What the S3 log sources of every instance read on some buckets; none of them is gone. */
  findS3Mappings(buckets: string[]): Promise<S3Mapping[]>;

  /** Every configured instance and whether it answers. */
  listInstances(): Promise<Instance[]>;

  /** The changes of a log source's status, the latest first. */
  getHistory(ref: LogSourceRef): Promise<LogSourceHistory>;
}
