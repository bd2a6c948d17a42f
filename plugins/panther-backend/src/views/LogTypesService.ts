import { Freshness, LogTypeList } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { InstanceConfig, getConfigured } from '../config/InstanceConfig';
import { InventoryStore } from '../inventory/InventoryStore';
import { SideReadStore, findLogTypes } from '../inventory/SideReadStore';

/** Log types are read once an hour, and two times may fail. */
const STALE_AFTER_MS = 3 * 60 * 60 * 1000;

/** Tells which log types instances can parse, without asking Panther. */
export class LogTypesService {
  readonly #instances: Map<string, InstanceConfig>;
  readonly #store: InventoryStore;
  readonly #sideReads: SideReadStore;
  readonly #knex: Knex;

  constructor(options: {
    instances: InstanceConfig[];
    store: InventoryStore;
    sideReads: SideReadStore;
    /** Its tables are up to date. */
    knex: Knex;
  }) {
    this.#instances = new Map(
      options.instances.map(instance => [instance.id, instance]),
    );
    this.#store = options.store;
    this.#sideReads = options.sideReads;
    this.#knex = options.knex;
  }

  /**
   * The log types whose names have `q` in them, in any case, by name. Throws a `NotFoundError` for an
   * instance that is not configured.
   */
  async listLogTypes(
    instance: string,
    { q = '', limit }: { q?: string; limit: number },
  ): Promise<LogTypeList> {
    const config = getConfigured(this.#instances, instance);
    const [found, freshness] = await Promise.all([
      findLogTypes(this.#knex, instance, { q, limit }),
      this.#freshness(config),
    ]);
    return { ...found, freshness };
  }

  async #freshness({
    id,
    title,
    consoleUrl,
  }: InstanceConfig): Promise<Freshness> {
    const [{ logTypes }, read] = await Promise.all([
      this.#sideReads.listStates(id),
      this.#store.getRead(id),
    ]);
    const asOf = logTypes?.succeededAt;
    const overdue = !asOf || Date.now() - Date.parse(asOf) > STALE_AFTER_MS;
    // Log types are only read where the log sources could be.
    const problem = logTypes?.problem ?? (overdue ? read.problem : undefined);
    return {
      instance: id,
      title,
      consoleUrl,
      asOf,
      stale: overdue || problem !== undefined,
      problem:
        problem ??
        (asOf
          ? undefined
          : {
              code: 'notReadYet',
              message: `The log types of Panther (${title}) have not been read yet; they show up here once they have.`,
            }),
    };
  }
}
