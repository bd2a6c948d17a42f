import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { migrateDatabase } from './inventory/sql';

const directory = resolvePackagePath(
  'backstage-plugin-panther-backend',
  'migrations',
);

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('the migrations on %s', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });

  it('can be taken back, and made again', async () => {
    const knex = await databases.init(databaseId);
    await migrateDatabase(mockServices.database({ knex }));
    const [made]: { name: string }[][] = await knex.migrate.list({ directory });

    for (const _ of made ?? []) {
      await knex.migrate.down({ directory });
    }
    await expect(knex.schema.hasTable('log_sources')).resolves.toBe(false);
    await expect(knex.migrate.currentVersion({ directory })).resolves.toBe(
      'none',
    );

    await migrateDatabase(mockServices.database({ knex }));
    await expect(knex.schema.hasTable('log_sources')).resolves.toBe(true);
  });
});
