import {
  Freshness,
  LogSource,
  LogSourceHistory,
  LogSourceRef,
} from 'backstage-plugin-panther-common';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { S3Mapping } from './types';

/** What is known of some log sources of one instance. */
export interface InventoryAnswer {
  /** Without `asOf` the instance has never been read, and nothing can be said of any log source. */
  freshness: Freshness;
  /** By integration id. An id that is in none of these is not in Panther. */
  logSources: Map<string, LogSource>;
  /** Integration ids of log sources that are there, as far as can be told, but may not be seen. */
  hidden: Set<string>;
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
    options: { visibility: LogSourceVisibility },
  ): Promise<InventoryAnswer>;

  /** What the S3 log sources of every instance read on some buckets; none of them is gone. */
  findS3Mappings(buckets: string[]): Promise<S3Mapping[]>;

  /**
   * The changes of a log source's status, the latest first. Throws a `NotFoundError` for a log
   * source that is not there or may not be seen.
   */
  getHistory(
    ref: LogSourceRef,
    options: { visibility: LogSourceVisibility },
  ): Promise<LogSourceHistory>;
}
