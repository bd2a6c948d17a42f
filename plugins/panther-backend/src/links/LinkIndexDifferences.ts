import { Knex } from 'knex';
import { Turns } from '../async';
import { inChunks } from '../inventory/sql';

/** Rows that are read at once. */
const PAGE = 500;

/** A table whose rows have a key, and nothing or one value beside it; all of it is text. */
export interface IndexTable {
  name: string;
  key: string[];
  value?: string;
  /** Rows with this value in this column are somebody else's. */
  except?: { column: string; value: string };
}

type Row = Record<string, string>;

/** What makes a table hold other rows. */
export interface Differences {
  /** New, or with another value. */
  put: Row[];
  remove: Row[];
}

/** Compares a table with the rows that it is to hold. */
export async function findDifferences(
  knex: Knex,
  table: IndexTable,
  rows: Row[],
  signal: AbortSignal,
): Promise<Differences> {
  const turns = new Turns(signal);
  const put = new Map<string, Row>();
  for (const row of rows) {
    await turns.rest();
    put.set(keyOf(row, table), row);
  }
  const remove = new Array<Row>();
  for await (const page of storedPages(knex, table)) {
    for (const stored of page) {
      await turns.rest();
      const key = keyOf(stored, table);
      const wanted = put.get(key);
      if (!wanted) {
        remove.push(stored);
      } else if (!table.value || stored[table.value] === wanted[table.value]) {
        put.delete(key);
      }
    }
  }
  return { put: [...put.values()], remove };
}

/** Writes what is different, and gives up between two statements when the signal is aborted. */
export async function writeDifferences(
  transaction: Knex.Transaction,
  { name, key, value }: IndexTable,
  { put, remove }: Differences,
  signal: AbortSignal,
): Promise<void> {
  await inChunks(remove, async chunk => {
    signal.throwIfAborted();
    await transaction(name)
      .whereIn(
        key,
        chunk.map(row => valuesOf(row, key)),
      )
      .delete();
  });
  await inChunks(put, async chunk => {
    signal.throwIfAborted();
    const insert = transaction(name).insert(chunk).onConflict(key);
    await (value ? insert.merge([value]) : insert.ignore());
  });
}

/** Goes through a table in the order of its key, which costs the same from the first page to the last. */
async function* storedPages(
  knex: Knex,
  { name, key, value, except }: IndexTable,
): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  do {
    const query = knex(name)
      .select(value ? [...key, value] : key)
      .orderBy(key)
      .limit(PAGE);
    if (except) {
      query.whereNot(except.column, except.value);
    }
    if (last) {
      const places = key.map(() => '?');
      query.whereRaw(`(${key}) > (${places})`, valuesOf(last, key));
    }
    const page: Row[] = await query;
    yield page;
    last = page[PAGE - 1];
  } while (last);
}

function keyOf(row: Row, { key }: IndexTable): string {
  return JSON.stringify(valuesOf(row, key));
}

function valuesOf(row: Row, columns: string[]): string[] {
  return columns.map(column => row[column] ?? '');
}
