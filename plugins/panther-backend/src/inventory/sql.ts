import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PantherSource, RejectedSource } from '../tenant/types';

/**
 * Whether a database can hold a text in a column of some length. SQLite holds any, but PostgreSQL
 * refuses a whole statement for one text that is too long or has a NUL, and gives half a surrogate
 * pair back as something else.
 */
export function isStorable(text: string, length: number): boolean {
  return (
    text.length <= length &&
    !text.includes('\0') &&
    !/\p{Surrogate}/u.test(text)
  );
}

/** Text for a column of any length, without what PostgreSQL would refuse the statement for. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '');
}

/** Backstage knows two databases: this one, and SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Rows of one piece of work, such as one statement: few enough that nobody notices that SQLite, and
 * the making of a statement, hold everything else up.
 */
const CHUNK = 250;

/** Works through rows a chunk at a time, and lets everybody else have their turn in between. */
export async function inChunks<T>(
  rows: T[],
  work: (chunk: T[]) => Promise<void> | void,
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    if (start > 0) {
      await nextTurn();
    }
    await work(rows.slice(start, start + CHUNK));
  }
}

/** Of an integration id, as of every other word of Panther's that has a column. */
export const WORD_LENGTH = 100;

/** As long as the names of the first years may be; short enough for an index of PostgreSQL's. */
export const BUCKET_LENGTH = 255;

/**
 * What of a log source the tables cannot hold, as the migrations lay them out. PostgreSQL would
 * refuse the whole reading for it.
 */
export function findUnstorable({
  integrationId,
  type,
  logTypes,
  s3,
}: PantherSource): RejectedSource | undefined {
  if (!isStorable(integrationId, WORD_LENGTH)) {
    return {
      integrationId,
      field: 'integrationId',
      reason: reasonFor(WORD_LENGTH),
    };
  }
  const texts: { field: string; text: string; length: number }[] = [
    { field: 'integrationType', text: type, length: WORD_LENGTH },
    ...logTypes.map(text => ({ field: 'logTypes', text, length: 255 })),
  ];
  if (s3) {
    texts.push(
      { field: 'awsAccountId', text: s3.awsAccountId, length: WORD_LENGTH },
      { field: 's3Bucket', text: s3.bucket, length: BUCKET_LENGTH },
      ...s3.prefixes.map(({ prefix }) => ({
        field: 's3PrefixLogTypes',
        text: prefix,
        // The longest key that an object in S3 can have.
        length: 1024,
      })),
    );
  }
  const wrong = texts.find(({ text, length }) => !isStorable(text, length));
  return (
    wrong && {
      integrationId,
      field: wrong.field,
      reason: reasonFor(wrong.length),
    }
  );
}

function reasonFor(length: number): string {
  return `is longer than ${length} characters, or has characters that no text should have`;
}

/** Resolves to the plugin's database, with its tables up to date. */
export async function migrateDatabase(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        'backstage-plugin-panther-backend',
        'migrations',
      ),
    });
  }
  return knex;
}
