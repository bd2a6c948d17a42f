import { LogType } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

interface LogTypeRow {
  name: string;
  description: string | null;
  /** SQLite has no booleans. */
  is_managed: boolean | number;
  reference_url: string | null;
  total: number | string;
}

/**
 * The first log types of an instance whose names have a text in them, by name, and how many there
 * are in all. The case of ASCII letters counts neither in finding nor in ordering.
 */
export async function findLogTypes(
  knex: Knex,
  instance: string,
  { q, limit }: { q: string; limit: number },
): Promise<{ items: LogType[]; total: number }> {
  // In any other collation PostgreSQL orders by the rules of a language, which SQLite does not know.
  const name = isPostgres(knex) ? 'name collate "C"' : 'name';
  const rows: LogTypeRow[] = await knex('log_types')
    .where({ instance })
    .whereRaw(`lower(${name}) like ? escape '\\'`, [
      `%${escapeLike(toLowerAscii(q))}%`,
    ])
    .orderByRaw(`lower(${name}), ${name}`)
    .limit(limit)
    .select(
      'name',
      'description',
      'is_managed',
      'reference_url',
      knex.raw('count(*) over () as total'),
    );
  return {
    items: rows.map(row => ({
      name: row.name,
      description: row.description ?? undefined,
      isManaged: Boolean(row.is_managed),
      referenceUrl: row.reference_url ?? undefined,
    })),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** As the `lower` of SQLite does, and that of PostgreSQL in the collation "C". */
function toLowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
