import { Knex } from 'knex';
import { inChunks } from '../inventory/inChunks';
import { isPostgres } from '../inventory/isPostgres';
import { toEvidence } from './PortalLinkStore';

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
  linked_at: string;
  missing_since: string | null;
};

/** What a pass found out about the links of the portal that it knew of. */
export interface PortalLinkChanges {
  /** Those whose entity the catalog has no more, since when. */
  missing: PortalLinkRow[];
  missingSince: string;
  /** Those whose entity is back. */
  back: PortalLinkRow[];
  /** Those whose entity has been missing for too long. */
  outlived: PortalLinkRow[];
}

/** Compares links with the refs of entities that the catalog does not have. */
export function findPortalLinkChanges(
  rows: PortalLinkRow[],
  absent: Set<string>,
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
    const { missing_since: missingSince } = row;
    if (!absent.has(row.entity_ref)) {
      if (missingSince) {
        changes.back.push(row);
      }
    } else if (!missingSince) {
      changes.missing.push(row);
    } else if (missingSince < tooLong) {
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

/** Whether `links` has the links of the portal that there are. */
export async function areLinksAligned(knex: Knex): Promise<boolean> {
  const [unlisted, stale] = await Promise.all([
    selectUnlisted(knex).first(),
    selectStale(knex).first('instance'),
  ]);
  return !unlisted && !stale;
}

/** Makes `links` have the links of the portal that there are, while these are held. */
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
      knex('portal_links').where(equal(knex, 'portal_links', 'links')),
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
