import {
  LogSourceHistory,
  LogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { isStorable } from './isStorable';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { BUCKET_LENGTH, WORD_LENGTH } from './findUnstorable';
import { getConfigured } from './getConfigured';
import { Inventory, InventoryAnswer } from './Inventory';
import { InventoryStore } from './InventoryStore';
import {
  findProblems,
  LogSourceProblems,
  withProblems,
} from './LogSourceProblems';
import { noLogSource } from './noLogSource';
import { SideReadStore } from './SideReadStore';
import { toFreshness } from './toFreshness';
import { S3Mapping } from './types';

/** Changes of status that an answer has at most; the store keeps more. */
const HISTORY_LENGTH = 100;

/** Serves every view from the database, whether or not Panther can be reached. */
export class StoredInventory implements Inventory {
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

  instanceIds(): string[] {
    return [...this.#instances.keys()];
  }

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

  findS3Mappings(buckets: string[]): Promise<S3Mapping[]> {
    return this.#store.findS3Mappings(
      this.instanceIds(),
      buckets.filter(bucket => isStorable(bucket, BUCKET_LENGTH)),
    );
  }

  async getHistory(
    ref: LogSourceRef,
    options: { visibility: LogSourceVisibility },
  ): Promise<LogSourceHistory> {
    const { instance, integrationId } = ref;
    const [answer, items] = await Promise.all([
      this.findLogSources(instance, [integrationId], options),
      this.#store.listStatusChanges(instance, integrationId, HISTORY_LENGTH),
    ]);
    if (!answer.logSources.has(integrationId)) {
      throw noLogSource(integrationId, answer, options.visibility);
    }
    return { items, freshness: answer.freshness };
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
