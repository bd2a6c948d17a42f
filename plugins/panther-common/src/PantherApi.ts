import { CompoundEntityRef } from '@backstage/catalog-model';
import { LogSourceRef } from './logSourceRef';
import {
  DeletedLogSource,
  DeletionPreview,
  EntityLogSources,
  InstanceList,
  LogSourceAnswer,
  LogSourceHistory,
  LogSourcePage,
  LogSourceQuery,
  LogTypeList,
  LogTypeQuery,
  S3SourceInput,
  S3SourcePreview,
  S3SourceSettings,
  S3SourceSettingsAnswer,
  UnclearWrite,
  WrittenS3Source,
} from './types';

/**
 * Options of every call.
 *
 * @public
 */
export interface PantherRequestOptions {
  /** Backstage token to call with; the browser's fetch API brings its own. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * The routes of the Panther backend plugin. Every method throws a `ResponseError` of
 * `@backstage/errors` when the backend refuses or fails.
 *
 * @public
 */
export interface PantherApi {
  /** The log sources of one catalog entity; what could not be found or looked up says so. */
  getEntityLogSources(
    entityRef: CompoundEntityRef,
    options?: PantherRequestOptions,
  ): Promise<EntityLogSources>;

  /**
   * The log sources that the caller may see, of every instance. Values of one filter are
   * alternatives, different filters all have to fit, and a filter without values is none. For the
   * next page, ask the same with the answer's `nextCursor` for `cursor`.
   */
  listLogSources(
    query?: LogSourceQuery,
    options?: PantherRequestOptions,
  ): Promise<LogSourcePage>;

  /** One log source. */
  getLogSource(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<LogSourceAnswer>;

  /** The changes of a log source's status, the latest first, at most 100. */
  getLogSourceHistory(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<LogSourceHistory>;

  /** The log types that an instance knows, by name, without those that are archived. */
  listLogTypes(
    instance: string,
    query?: LogTypeQuery,
    options?: PantherRequestOptions,
  ): Promise<LogTypeList>;

  /** Asks for an instance to be read soon; resolves before it has been. */
  refreshInstance(
    instance: string,
    options?: PantherRequestOptions,
  ): Promise<void>;

  /** The configured Panther tenants and whether they answer. */
  listInstances(options?: PantherRequestOptions): Promise<InstanceList>;

  /**
   * What {@link PantherApi.createS3Source} would do; nothing is done. With an idempotency key it
   * tells whether that very call was made before.
   */
  previewNewS3Source(
    instance: string,
    source: S3SourceInput,
    options?: PantherRequestOptions & { idempotencyKey?: string },
  ): Promise<S3SourcePreview>;

  /**
   * Makes an S3 log source in Panther. With an idempotency key it can be called again until there is
   * an answer, and makes one log source at most.
   */
  createS3Source(
    instance: string,
    source: S3SourceInput,
    options?: PantherRequestOptions & { idempotencyKey?: string },
  ): Promise<WrittenS3Source | UnclearWrite>;

  /** The settings of an S3 log source as Panther has them now, and their revision. */
  getS3Source(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<S3SourceSettingsAnswer>;

  /** What {@link PantherApi.updateS3Source} would do; nothing is done. */
  previewS3SourceUpdate(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    options?: PantherRequestOptions,
  ): Promise<S3SourcePreview>;

  /**
   * Replaces the settings of an S3 log source. Where they are not what they were at that revision,
   * it is refused with a `ConflictError` whose body tells what they are now.
   */
  updateS3Source(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    options: PantherRequestOptions & { revision: string },
  ): Promise<WrittenS3Source | UnclearWrite>;

  /** What {@link PantherApi.deleteLogSource} would do; nothing is done. */
  previewLogSourceDeletion(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<DeletionPreview>;

  /** Deletes a log source of any type in Panther; one that is gone already is no error. */
  deleteLogSource(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<DeletedLogSource | UnclearWrite>;

  /** Links an entity to a log source in the portal; a link that is there already is no error. */
  linkLogSource(
    entityRef: CompoundEntityRef,
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<void>;

  /** Takes back a link that was made in the portal; links from evidence stay. */
  unlinkLogSource(
    entityRef: CompoundEntityRef,
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<void>;
}
