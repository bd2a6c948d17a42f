import { CompoundEntityRef } from '@backstage/catalog-model';
import { LogSourceRef } from './logSourceRef';
import {
  EntityLogSources,
  InstanceList,
  LogSourceAnswer,
  LogSourceHistory,
  LogSourcePage,
  LogSourceQuery,
  LogTypeList,
  LogTypeQuery,
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
}
