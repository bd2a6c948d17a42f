import { NotFoundError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  Freshness,
  Instance,
  LogSourceHistory,
  LogSourceRef,
} from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { Inventory, InventoryAnswer } from './Inventory';
import { InventoryStore } from './InventoryStore';
import { InstanceRead, S3Mapping } from './types';

/** Changes of status that an answer has at most; the store keeps more. */
const HISTORY_LENGTH = 100;

/** A good read older than this many periods is stale, though none has failed since. */
const STALE_AFTER_PERIODS = 2;

/** Serves every view from the database, whether or not Panther can be reached. */
export class StoredInventory implements Inventory {
  readonly #instances: Map<string, InstanceConfig>;
  readonly #store: InventoryStore;

  constructor(options: { instances: InstanceConfig[]; store: InventoryStore }) {
    this.#instances = new Map(
      options.instances.map(instance => [instance.id, instance]),
    );
    this.#store = options.store;
  }

  instanceIds(): string[] {
    return [...this.#instances.keys()];
  }

  async findLogSources(
    instanceId: string,
    integrationIds: string[],
  ): Promise<InventoryAnswer> {
    const instance = this.#instance(instanceId);
    const [read, found, reasons] = await Promise.all([
      this.#store.getRead(instanceId),
      this.#store.findLogSources(instanceId, integrationIds),
      this.#store.findUnusable(instanceId, integrationIds),
    ]);
    const logSources = new Map(
      found.map(logSource => [
        logSource.integrationId,
        {
          ...logSource,
          readProblem: explain(reasons.get(logSource.integrationId)),
        },
      ]),
    );
    const unusable = new Map<string, string>();
    for (const id of integrationIds) {
      // A row whose own id cannot be read could be any of those that are missing.
      const problem = explain(reasons.get(id) ?? reasons.get(''));
      if (problem && !logSources.has(id)) {
        unusable.set(id, problem);
      }
    }
    return { freshness: toFreshness(instance, read), logSources, unusable };
  }

  findS3Mappings(buckets: string[]): Promise<S3Mapping[]> {
    return this.#store.findS3Mappings(this.instanceIds(), buckets);
  }

  async listInstances(): Promise<Instance[]> {
    return Promise.all(
      [...this.#instances.values()].map(async instance => {
        const [read, statusCounts] = await Promise.all([
          this.#store.getRead(instance.id),
          this.#store.countByStatus(instance.id),
        ]);
        return {
          id: instance.id,
          title: instance.title,
          reachable: read.succeededAt !== undefined && !read.problem,
          freshness: toFreshness(instance, read),
          statusCounts,
          writable: instance.manageToken !== undefined,
        };
      }),
    );
  }

  async getHistory(ref: LogSourceRef): Promise<LogSourceHistory> {
    this.#instance(ref.instance);
    return {
      items: await this.#store.listStatusChanges(
        ref.instance,
        ref.integrationId,
        HISTORY_LENGTH,
      ),
    };
  }

  #instance(id: string): InstanceConfig {
    const instance = this.#instances.get(id);
    if (!instance) {
      throw new NotFoundError(
        `No Panther instance is called '${id}'; configured are ${this.instanceIds().join(
          ', ',
        )}.`,
      );
    }
    return instance;
  }
}

function explain(reason: string | undefined): string | undefined {
  return (
    reason && `Panther's entry for this log source cannot be read: ${reason}.`
  );
}

function toFreshness(instance: InstanceConfig, read: InstanceRead): Freshness {
  const { id, title, consoleUrl, refresh } = instance;
  const staleAfterMs =
    durationToMilliseconds(refresh.frequency) * STALE_AFTER_PERIODS;
  const overdue =
    !read.succeededAt ||
    Date.now() - Date.parse(read.succeededAt) > staleAfterMs;
  return {
    instance: id,
    title,
    consoleUrl,
    asOf: read.succeededAt,
    stale: overdue || read.problem !== undefined,
    problem:
      read.problem ??
      (read.succeededAt
        ? undefined
        : {
            code: 'notReadYet',
            message: `Panther (${title}) has not been read yet; its log sources show up here once it has.`,
          }),
  };
}
