import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  LinkedLogSource,
  LogSource,
  LogSourcePage,
  LogSourceQuery,
  LogSourceAnswer,
  LogSourceRef,
} from 'backstage-plugin-panther-common';
import { InstanceConfig, getConfigured } from '../config/InstanceConfig';
import { LinkedEntitiesService } from '../links/LinkedEntitiesService';
import { InventoryStore } from '../inventory/InventoryStore';
import { readCursor, writeCursor } from '../inventory/queries/LogSourceCursor';
import { LogSourceScope } from '../inventory/queries/LogSourceQueries';
import { RememberedLogSourceQueries } from '../inventory/queries/RememberedLogSourceQueries';
import { SideReadStore } from '../inventory/SideReadStore';
import { toFreshness } from '../inventory/freshness';
import { LogSourceVisibility } from '../inventory/types';
import { findProblems, withProblems, Inventory } from '../inventory/Inventory';

/** A question with the defaults of its parameters. */
export type ListLogSourcesQuery = LogSourceQuery &
  Required<Pick<LogSourceQuery, 'sort' | 'limit'>>;

/** Lists log sources of all instances a page at a time, and reads single ones, with their entities. */
export class LogSourceService {
  readonly #instances: Map<string, InstanceConfig>;
  readonly #queries: Pick<RememberedLogSourceQueries, 'find'>;
  readonly #inventory: Inventory;
  readonly #store: InventoryStore;
  readonly #sideReads: Pick<SideReadStore, 'findReasons'>;
  readonly #linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;

  constructor(options: {
    instances: InstanceConfig[];
    queries: Pick<RememberedLogSourceQueries, 'find'>;
    inventory: Inventory;
    store: InventoryStore;
    sideReads: Pick<SideReadStore, 'findReasons'>;
    linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
  }) {
    this.#instances = new Map(
      options.instances.map(instance => [instance.id, instance]),
    );
    this.#queries = options.queries;
    this.#inventory = options.inventory;
    this.#store = options.store;
    this.#sideReads = options.sideReads;
    this.#linkedEntities = options.linkedEntities;
  }

  /**
   * One page, of what is visible. Throws a `NotFoundError` for an instance that is not configured,
   * and an `InputError` for a cursor of another question.
   */
  async listLogSources(
    query: ListLogSourcesQuery,
    options: {
      visibility: LogSourceVisibility;
      credentials: BackstageCredentials;
    },
  ): Promise<LogSourcePage> {
    const { sort, limit, cursor, ...filters } = query;
    const asked = this.#instancesOf(filters.instance);
    const scope: LogSourceScope = {
      instances: [...this.#instances.keys()],
      filters,
      visibility: options.visibility,
    };
    const after =
      cursor === undefined ? undefined : readCursor({ filters, sort }, cursor);
    const [{ rows, total, facets }, freshness] = await Promise.all([
      // One more tells whether there is a next page.
      this.#queries.find(scope, { sort, after, limit: limit + 1 }),
      Promise.all(
        asked.map(async instance =>
          toFreshness(instance, await this.#store.getRead(instance.id)),
        ),
      ),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.#toItems(
        page.map(({ logSource }) => logSource),
        options.credentials,
      ),
      total,
      ...(!after && { facets }),
      ...(rows.length > limit &&
        last && { nextCursor: writeCursor({ filters, sort }, last.place) }),
      freshness,
    };
  }

  /**
   * Reads one log source. Throws a `NotFoundError` where Panther has none with this id or the caller may
   * not see it, and a `ServiceUnavailableError` where that cannot be told.
   */
  async getLogSource(
    ref: LogSourceRef,
    options: {
      visibility: LogSourceVisibility;
      credentials: BackstageCredentials;
    },
  ): Promise<LogSourceAnswer> {
    const { logSource, freshness } = await this.#inventory.getLogSource(
      ref,
      options,
    );
    const found = await this.#linkedEntities.findLinkedEntities(
      [logSource],
      options,
    );
    return { ...withLinkedEntities(logSource, found), freshness };
  }

  #instancesOf(ids: string[] | undefined): InstanceConfig[] {
    return ids
      ? [...new Set(ids)].map(id => getConfigured(this.#instances, id))
      : [...this.#instances.values()];
  }

  async #toItems(
    stored: LogSource[],
    credentials: BackstageCredentials,
  ): Promise<LinkedLogSource[]> {
    const [problems, found] = await Promise.all([
      findProblems(stored, { store: this.#store, sideReads: this.#sideReads }),
      this.#linkedEntities.findLinkedEntities(stored, { credentials }),
    ]);
    return stored.map(logSource =>
      withLinkedEntities(withProblems(logSource, problems), found),
    );
  }
}

type LinkedEntities = Awaited<
  ReturnType<LinkedEntitiesService['findLinkedEntities']>
>;

/** A log source together with the entities that were found for it. */
function withLinkedEntities(
  logSource: LogSource,
  found: LinkedEntities,
): LinkedLogSource {
  return {
    logSource,
    ...(found.get(logSource.ref) ?? {
      linkedEntities: [],
      otherLinkedEntities: 0,
    }),
  };
}
