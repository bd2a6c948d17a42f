import {
  Freshness,
  LogSource,
  LogSourceHistory,
  LogSourceRef,
  stringifyLogSourceRef,
  LogSourceReason,
} from 'backstage-plugin-panther-common';
import { S3Mapping, LogSourceVisibility } from './types';
import { InstanceConfig, getConfigured } from '../config/InstanceConfig';
import { isStorable, BUCKET_LENGTH, WORD_LENGTH } from './sql';
import { InventoryStore } from './InventoryStore';
import { SideReadStore } from './SideReadStore';
import { toFreshness } from './freshness';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';

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

/** Changes of status that an answer has at most; the store keeps more. */
const HISTORY_LENGTH = 100;

/**
 * The read model that every view is served from: what the database knows, whether or not Panther can
 * be reached.
 */
export class Inventory {
  readonly #instances: Map<string, InstanceConfig>;
  readonly #store: InventoryStore;
  readonly #sideReads: Pick<SideReadStore, 'findReasons'>;

  constructor(options: {
    instances: InstanceConfig[];
    store: InventoryStore;
    sideReads: Pick<SideReadStore, 'findReasons'>;
  }) {
    this.#instances = new Map(
      options.instances.map(instance => [instance.id, instance]),
    );
    this.#store = options.store;
    this.#sideReads = options.sideReads;
  }

  /** Lists the ids of the configured instances, in the order of the configuration. */
  instanceIds(): string[] {
    return [...this.#instances.keys()];
  }

  /**
   * Looks up log sources of one instance. Resolves although Panther cannot be read, and says so in
   * `freshness`. Throws a `NotFoundError` for an instance that is not configured.
   */
  async findLogSources(
    instanceId: string,
    integrationIds: string[],
    { visibility }: { visibility: LogSourceVisibility },
  ): Promise<InventoryAnswer> {
    const instance = getConfigured(this.#instances, instanceId);
    const askable = integrationIds.filter(id => isStorable(id, WORD_LENGTH));
    const [read, stored, problems] = await Promise.all([
      this.#store.getRead(instanceId),
      this.#store.findLogSources(instanceId, askable, visibility),
      findProblems(
        askable.map(id => ({ instance: instanceId, integrationId: id })),
        { store: this.#store, sideReads: this.#sideReads },
      ),
    ]);
    const logSources = new Map(
      stored.map(logSource => [
        logSource.integrationId,
        withProblems(logSource, problems),
      ]),
    );
    const missing = askable.filter(id => !logSources.has(id));
    return {
      freshness: toFreshness(instance, read),
      logSources,
      ...(await this.#explainMissing(instanceId, missing, {
        visibility,
        problems,
      })),
    };
  }

  /** Finds what the S3 log sources of every instance read on some buckets; none of them is gone. */
  findS3Mappings(buckets: string[]): Promise<S3Mapping[]> {
    return this.#store.findS3Mappings(
      this.instanceIds(),
      buckets.filter(bucket => isStorable(bucket, BUCKET_LENGTH)),
    );
  }

  /**
   * Reads one log source. Throws a `NotFoundError`, the same for one that is not there as for one that
   * the caller may not see, and a `ServiceUnavailableError` where it cannot be told whether there is one.
   */
  async getLogSource(
    { instance, integrationId }: LogSourceRef,
    { visibility }: { visibility: LogSourceVisibility },
  ): Promise<{ logSource: LogSource; freshness: Freshness }> {
    const answer = await this.findLogSources(instance, [integrationId], {
      visibility,
    });
    const logSource = answer.logSources.get(integrationId);
    if (!logSource) {
      throw toMissingError(integrationId, answer, visibility);
    }
    return { logSource, freshness: answer.freshness };
  }

  /**
   * Reads the changes of a log source's status, the latest first. Throws as
   * {@link Inventory.getLogSource} does.
   */
  async getHistory(
    ref: LogSourceRef,
    options: { visibility: LogSourceVisibility },
  ): Promise<LogSourceHistory> {
    const { instance, integrationId } = ref;
    const [{ freshness }, items] = await Promise.all([
      this.getLogSource(ref, options),
      this.#store.listStatusChanges(instance, integrationId, HISTORY_LENGTH),
    ]);
    return { items, freshness };
  }

  async #explainMissing(
    instance: string,
    missing: string[],
    {
      visibility,
      problems,
    }: { visibility: LogSourceVisibility; problems: LogSourceProblems },
  ): Promise<Pick<InventoryAnswer, 'hidden' | 'unusable'>> {
    const hidden = new Set<string>();
    const unusable = new Map<string, string>();
    if (!missing.length) {
      return { hidden, unusable };
    }
    const unusableWith = (integrationId: string) =>
      problems.unusable.get(stringifyLogSourceRef({ instance, integrationId }));
    const isLimited = visibility !== 'all';
    if (isLimited) {
      for (const id of await this.#store.findIds(instance, missing)) {
        hidden.add(id);
      }
    }
    for (const id of missing) {
      const own = unusableWith(id);
      if (own && isLimited) {
        // Of a log source that never could be read, no condition can be said to be met.
        hidden.add(id);
      }
      // A row whose own id cannot be read could be any of those that are missing.
      const reason = (isLimited ? undefined : own) ?? unusableWith('');
      if (reason) {
        unusable.set(id, reason);
      }
    }
    return { hidden, unusable };
  }
}

/** A caller who may see only some log sources learns of no problem with the others. */
function toMissingError(
  integrationId: string,
  { freshness, unusable }: InventoryAnswer,
  visibility: LogSourceVisibility,
): Error {
  const reason = unusable.get(integrationId) ?? freshness.problem?.message;
  if (reason && (visibility === 'all' || !freshness.asOf)) {
    return new ServiceUnavailableError(reason);
  }
  return new NotFoundError(
    `Panther (${
      freshness.title
    }) has no log source with the id '${integrationId}'${
      visibility === 'all' ? '' : ', or you may not see it'
    }.`,
  );
}

/** The problems of log sources, by their refs as strings. */
export interface LogSourceProblems {
  reasons: Map<string, LogSourceReason[]>;
  /**
   * In a sentence, why nothing of Panther's row could be used. What could not be used for its own id
   * has a ref without one.
   */
  unusable: Map<string, string>;
}

/** Finds what Panther says is wrong with some log sources, and why their last read failed. */
export async function findProblems(
  refs: LogSourceRef[],
  stores: {
    store: Pick<InventoryStore, 'findUnusable'>;
    sideReads: Pick<SideReadStore, 'findReasons'>;
  },
): Promise<LogSourceProblems> {
  const instances = [...new Set(refs.map(({ instance }) => instance))];
  const [reasons, ...unusable] = await Promise.all([
    stores.sideReads.findReasons(refs),
    ...instances.map(async instance => {
      const ids = refs
        .filter(ref => ref.instance === instance)
        .map(({ integrationId }) => integrationId);
      const found = await stores.store.findUnusable(instance, ids);
      return [...found].map(
        ([integrationId, reason]) =>
          [
            stringifyLogSourceRef({ instance, integrationId }),
            `Panther's entry for this log source cannot be read: ${reason}.`,
          ] as const,
      );
    }),
  ]);
  return { reasons, unusable: new Map(unusable.flat()) };
}

/** A stored log source with what is wrong with it. */
export function withProblems(
  logSource: LogSource,
  { reasons, unusable }: LogSourceProblems,
): LogSource {
  const found = reasons.get(logSource.ref);
  const readProblem = unusable.get(logSource.ref);
  return {
    ...logSource,
    ...(found?.length && { reasons: found }),
    ...(readProblem && { readProblem }),
  };
}
