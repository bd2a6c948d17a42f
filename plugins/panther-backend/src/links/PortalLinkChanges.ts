import { Knex } from 'knex';
import { toEvidence } from './PortalLinkStore';
import { CatalogClaims } from './readCatalogClaims';
import { isPostgres, inChunks } from '../inventory/sql';

/** How long links outlive their entity in the catalog. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What tells one link from another one. */
const KEY = ['instance', 'integration_id', 'entity_ref'] as const;

/** What tells one making of a link from another one, of the same link. */
const MAKING = [...KEY, 'linked_at'] as const;

/** A row of the table `portal_links`, as far as a pass of the link index looks at it. */
export type PortalLinkRow = {
  instance: string;
  integration_id: string;
  entity_ref: string;
  entity_uid: string;
  linked_at: string;
  missing_since: string | null;
};

/** What a pass found out about the links of the portal that it knew of. */
export interface PortalLinkChanges {
  /** Those whose entity the catalog has no more, or only another one with its ref, since when. */
  missing: PortalLinkRow[];
  missingSince: string;
  /** Those whose entity is back. */
  back: PortalLinkRow[];
  /** Those whose entity has been missing for too long. */
  outlived: PortalLinkRow[];
}

/** Compares links with what the catalog has; of an entity that makes no sense, nothing is known. */
export function findPortalLinkChanges(
  rows: PortalLinkRow[],
  { entities, absent }: Pick<CatalogClaims, 'entities' | 'absent'>,
  now: Date,
): PortalLinkChanges {
  const changes: PortalLinkChanges = {
    missing: [],
    missingSince: now.toISOString(),
    back: [],
    outlived: [],
  };
  const tooLong = new Date(now.getTime() - KEPT_MS).toISOString();
  for (const row of rows) {
    const { entity_ref: entityRef, missing_since: missingSince } = row;
    const entity = entities.get(entityRef);
    const isThere = entity?.uid === row.entity_uid;
    const isMissing = entity ? !isThere : absent.has(entityRef);
    if (isThere && missingSince) {
      changes.back.push(row);
    } else if (isMissing && !missingSince) {
      changes.missing.push(row);
    } else if (isMissing && missingSince && missingSince < tooLong) {
      changes.outlived.push(row);
    }
  }
  return changes;
}

/**
 * Has everybody who makes a link or takes one back wait for the end of the transaction, and waits
 * for them. To be called before anything else is written. SQLite has one writer at a time anyway.
 */
export async function holdPortalLinks(
  transaction: Knex.Transaction,
): Promise<void> {
  if (isPostgres(transaction)) {
    await transaction.raw(
      'lock table portal_links in share row exclusive mode',
    );
  }
}

/** Which of some entities have a link of the portal that was made since others were known. */
export async function findLinkedSince(
  knex: Knex,
  entityRefs: string[],
  known: PortalLinkRow[],
): Promise<Set<string>> {
  const before = new Set(known.map(makingOf));
  const linkedSince = new Set<string>();
  await inChunks([...new Set(entityRefs)], async chunk => {
    const rows: PortalLinkRow[] = await knex('portal_links')
      .whereIn('entity_ref', chunk)
      .select(MAKING);
    for (const row of rows) {
      if (!before.has(makingOf(row))) {
        linkedSince.add(row.entity_ref);
      }
    }
  });
  return linkedSince;
}

export async function writePortalLinkChanges(
  transaction: Knex.Transaction,
  { missing, missingSince, back, outlived }: PortalLinkChanges,
  signal: AbortSignal,
): Promise<void> {
  const those = (rows: PortalLinkRow[]) => {
    signal.throwIfAborted();
    return transaction('portal_links').whereIn(
      MAKING,
      rows.map(row => MAKING.map(column => row[column])),
    );
  };
  await inChunks(missing, async chunk => {
    await those(chunk).update({ missing_since: missingSince });
  });
  await inChunks(back, async chunk => {
    await those(chunk).update({ missing_since: null });
  });
  await inChunks(outlived, async chunk => {
    await those(chunk).delete();
  });
}

/** Whether `links` has the links of the portal that there are, and whose entity is there. */
export async function areLinksAligned(knex: Knex): Promise<boolean> {
  const [unlisted, stale] = await Promise.all([
    selectUnlisted(knex).first(),
    selectStale(knex).first('instance'),
  ]);
  return !unlisted && !stale;
}

/** Makes `links` have the links of the portal whose entity is there, while these are held. */
export async function alignLinks(
  transaction: Knex.Transaction,
  signal: AbortSignal,
): Promise<void> {
  await selectStale(transaction).delete();
  const unlisted: {
    instance: string;
    integration_id: string;
    entity_ref: string;
    linked_by: string;
    linked_at: string;
  }[] = await selectUnlisted(transaction);
  await inChunks(unlisted, async chunk => {
    signal.throwIfAborted();
    await transaction('links').insert(
      chunk.map(({ linked_by: linkedBy, linked_at: linkedAt, ...key }) => ({
        ...key,
        origin: 'portal',
        evidence: toEvidence({ linkedBy, linkedAt }),
      })),
    );
  });
}

function selectUnlisted(knex: Knex): Knex.QueryBuilder {
  return knex('portal_links')
    .whereNull('missing_since')
    .whereNotExists(
      knex('links')
        .where('links.origin', 'portal')
        .where(equal(knex, 'links', 'portal_links')),
    )
    .select([...KEY, 'linked_by', 'linked_at']);
}

function selectStale(knex: Knex): Knex.QueryBuilder {
  return knex('links')
    .where('origin', 'portal')
    .whereNotExists(
      knex('portal_links')
        .whereNull('missing_since')
        .where(equal(knex, 'portal_links', 'links')),
    );
}

/** That two rows are about the same link. */
function equal(knex: Knex, one: string, other: string) {
  return Object.fromEntries(
    KEY.map(column => [`${one}.${column}`, knex.ref(`${other}.${column}`)]),
  );
}

function makingOf(row: PortalLinkRow): string {
  return JSON.stringify(MAKING.map(column => row[column]));
}
