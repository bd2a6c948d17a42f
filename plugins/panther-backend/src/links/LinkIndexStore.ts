import { LinkOrigin, LogSourceRef } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { raiseVersion } from '../inventory/inventoryVersion';
import {
  Differences,
  findDifferences,
  IndexTable,
  writeDifferences,
} from './LinkIndexDifferences';
import {
  alignLinks,
  areLinksAligned,
  findLinkedSince,
  holdPortalLinks,
  PortalLinkChanges,
  PortalLinkRow,
  writePortalLinkChanges,
} from './PortalLinkChanges';

const LINKS: IndexTable = {
  name: 'links',
  key: ['instance', 'integration_id', 'entity_ref', 'origin'],
  value: 'evidence',
  except: { column: 'origin', value: 'portal' },
};

const OWNERS: IndexTable = {
  name: 'entity_owners',
  key: ['entity_ref', 'owner_ref'],
};

const AWS_ACCOUNTS: IndexTable = {
  name: 'catalog_aws_accounts',
  key: ['aws_account_id'],
};

/** The links of the portal that were there before the catalog was read, and what it told of them. */
export interface KnownPortalLinks {
  rows: PortalLinkRow[];
  changes: PortalLinkChanges;
}

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

  /** The links of the portal, for a pass to know them before it reads the catalog. */
  async listPortalLinks(): Promise<PortalLinkRow[]> {
    return this.#knex('portal_links').select(
      'instance',
      'integration_id',
      'entity_ref',
      'entity_uid',
      'linked_at',
      'missing_since',
    );
  }

  /**
   * Makes the tables hold other rows, all of them or nothing; those that are there already are left
   * alone. Links of the portal stay, but for what the catalog told of those that were known, and so
   * do the owners of what has been linked since. Resolves to how many rows were written and removed,
   * and rejects with the signal's reason when that is aborted.
   */
  async replace(
    content: LinkIndexContent,
    { rows: known, changes }: KnownPortalLinks,
    { signal }: { signal: AbortSignal },
  ): Promise<{ written: number; removed: number }> {
    const find = (table: IndexTable, rows: Record<string, string>[]) =>
      findDifferences(this.#knex, table, rows, signal);
    const links = await find(LINKS, content.links);
    const owners = await find(OWNERS, content.entity_owners);
    const accounts = await find(AWS_ACCOUNTS, content.catalog_aws_accounts);
    const all = [links, owners, accounts];
    const count = {
      written:
        all.reduce((sum, { put }) => sum + put.length, 0) +
        changes.missing.length +
        changes.back.length,
      removed:
        all.reduce((sum, { remove }) => sum + remove.length, 0) +
        changes.outlived.length,
    };
    // Only those count whose entity is there.
    const isAligned =
      !changes.missing.length &&
      !changes.back.length &&
      !changes.outlived.length &&
      (await areLinksAligned(this.#knex));
    if (count.written || count.removed || !isAligned) {
      await this.#knex.transaction(async transaction => {
        await holdPortalLinks(transaction);
        const linkedSince = await findLinkedSince(
          transaction,
          [...owners.put, ...owners.remove].flatMap(
            row => row.entity_ref ?? [],
          ),
          known,
        );
        const write = (table: IndexTable, differences: Differences) =>
          writeDifferences(transaction, table, differences, signal);
        await write(LINKS, links);
        // What they were linked with is newer than what the catalog told.
        const isOlder = (row: Record<string, string>) =>
          !linkedSince.has(row.entity_ref ?? '');
        await write(OWNERS, {
          put: owners.put.filter(isOlder),
          remove: owners.remove.filter(isOlder),
        });
        await write(AWS_ACCOUNTS, accounts);
        await writePortalLinkChanges(transaction, changes, signal);
        if (!isAligned) {
          await alignLinks(transaction, signal);
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

/** A row of the table `links`. */
export type LinkRow = {
  instance: string;
  integration_id: string;
  entity_ref: string;
  origin: LinkOrigin;
  /** Where the link was read, as JSON. */
  evidence: string;
};

/** A row of the table `entity_owners`. */
export type EntityOwnerRow = {
  entity_ref: string;
  owner_ref: string;
};

/** A row of the table `catalog_aws_accounts`. */
export type AwsAccountRow = {
  aws_account_id: string;
};

/** All that the tables of the link index hold, by table; no row is there twice. */
export interface LinkIndexContent {
  links: LinkRow[];
  entity_owners: EntityOwnerRow[];
  catalog_aws_accounts: AwsAccountRow[];
}
