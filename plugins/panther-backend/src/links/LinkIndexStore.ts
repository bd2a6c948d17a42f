import { LinkOrigin, LogSourceRef } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { raiseVersion } from '../inventory/inventoryVersion';
import { LinkIndexContent } from './LinkIndexContent';
import {
  Differences,
  findDifferences,
  IndexTable,
  writeDifferences,
} from './LinkIndexDifferences';

const TABLES: IndexTable[] = [
  {
    name: 'links',
    key: ['instance', 'integration_id', 'entity_ref', 'origin'],
    value: 'evidence',
  },
  { name: 'entity_owners', key: ['entity_ref', 'owner_ref'] },
  { name: 'catalog_aws_accounts', key: ['aws_account_id'] },
];

/** That an entity is linked to a log source by one origin. */
export interface StoredLink extends LogSourceRef {
  entityRef: string;
  origin: LinkOrigin;
  /** How many entities are linked to the log source in all. */
  linkedEntities: number;
}

/** The tables of the link index; it knows SQL and no rules. */
export class LinkIndexStore {
  readonly #knex: Knex;

  /** Takes the database of the plugin, with its tables up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Makes the tables hold other rows, all of them or nothing; those that are there already are left
   * alone. Resolves to how many were written and removed, and rejects with the signal's reason when
   * that is aborted.
   */
  async replace(
    content: LinkIndexContent,
    { signal }: { signal: AbortSignal },
  ): Promise<{ written: number; removed: number }> {
    const changes = new Map<IndexTable, Differences>();
    for (const table of TABLES) {
      const rows = content[table.name];
      changes.set(
        table,
        await findDifferences(this.#knex, table, rows, signal),
      );
    }
    const count = { written: 0, removed: 0 };
    for (const { put, remove } of changes.values()) {
      count.written += put.length;
      count.removed += remove.length;
    }
    if (count.written || count.removed) {
      await this.#knex.transaction(async transaction => {
        for (const [table, differences] of changes) {
          await writeDifferences(transaction, table, differences, signal);
        }
        await raiseVersion(transaction);
      });
    }
    return count;
  }

  /**
   * The links of some log sources, in the order of the entity refs, without those of more than so
   * many entities of a log source.
   */
  async findLinks(
    refs: LogSourceRef[],
    entitiesOfEach: number,
  ): Promise<StoredLink[]> {
    const logSource = ['instance', 'integration_id'];
    const placed = this.#knex('links')
      .whereIn(
        logSource,
        refs.map(ref => [ref.instance, ref.integrationId]),
      )
      .select(...logSource, 'entity_ref', 'origin')
      .denseRank('place', order =>
        order.partitionBy(logSource).orderBy('entity_ref'),
      );
    const counted = this.#knex(placed.as('placed')).select(
      '*',
      this.#knex.raw('max(place) over (partition by ??) as entities', [
        logSource,
      ]),
    );
    const rows: {
      instance: string;
      integration_id: string;
      entity_ref: string;
      origin: LinkOrigin;
      entities: string | number;
    }[] = await this.#knex(counted.as('counted'))
      .where('place', '<=', entitiesOfEach)
      .orderBy('place');
    return rows.map(row => ({
      instance: row.instance,
      integrationId: row.integration_id,
      entityRef: row.entity_ref,
      origin: row.origin,
      linkedEntities: Number(row.entities),
    }));
  }
}
