import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrateDatabase } from '../inventory/sql';

/** The databases that every store is tested on. */
export const databaseIds = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
}).eachSupportedId();

/**
 * Creates the database of a suite, for its tests to take one after the other. Creating and migrating
 * one for each test took longer than the tests.
 */
export function createTestDatabase(databaseId: TestDatabaseId = 'SQLITE_3') {
  const databases = TestDatabases.create({ ids: [databaseId] });
  let migrated: Promise<Knex> | undefined;
  async function migrate(): Promise<Knex> {
    const knex = await databases.init(databaseId);
    return migrateDatabase(mockServices.database({ knex }));
  }
  return {
    /** Resolves to the database with all its tables empty. */
    async empty(): Promise<Knex> {
      const isNew = !migrated;
      migrated ??= migrate();
      const knex = await migrated;
      if (!isNew) {
        await emptyTables(knex, databaseId);
      }
      return knex;
    },
  };
}

async function emptyTables(
  knex: Knex,
  databaseId: TestDatabaseId,
): Promise<void> {
  if (databaseId === 'SQLITE_3') {
    const tables: { name: string }[] = await knex('sqlite_master')
      .where('type', 'table')
      .whereNot('name', 'like', 'knex_%')
      .select('name');
    for (const { name } of tables) {
      await knex(name).delete();
    }
    return;
  }
  const tables: { tablename: string }[] = await knex('pg_tables')
    .where('schemaname', knex.raw('current_schema()'))
    .whereNot('tablename', 'like', 'knex_%')
    .select('tablename');
  await knex.raw(
    `truncate ${tables.map(() => '??').join(', ')} restart identity`,
    tables.map(({ tablename }) => tablename),
  );
}
