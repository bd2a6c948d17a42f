import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { startDemoPortal } from './__testUtils__/startDemoPortal';
import { waitUntil } from './__testUtils__/waitUntil';

const READ_LIMIT_MS = 30_000;

describe("the demo portal's backend", () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  async function startPortal(databaseId: TestDatabaseId) {
    const knex = await databases.init(databaseId);
    const { connection } = knex.client.config;
    const { ask, stop } = await startDemoPortal({
      database:
        databaseId === 'SQLITE_3'
          ? { client: 'better-sqlite3', connection: ':memory:' }
          : {
              client: 'pg',
              // Knex hides the password from being copied.
              connection: { ...connection, password: connection.password },
              pluginDivisionMode: 'schema',
            },
    });
    const logSourcesOf = (name: string, person: string) =>
      ask(person, 'GET', `/entities/component/default/${name}/log-sources`);
    await waitUntil('the catalog was read', READ_LIMIT_MS, async () => {
      const answers = await Promise.all([
        logSourcesOf('checkout-api', 'paula'),
        logSourcesOf('ledger', 'sam'),
        logSourcesOf('ledger', 'guest'),
      ]);
      return answers.every(
        ({ status, body }) =>
          status === 403 || (status === 200 && body.freshness[0].asOf),
      );
    });
    return { logSourcesOf, stop };
  }

  it.each(databases.eachSupportedId())(
    'shows what the demo promises, on %s',
    async databaseId => {
      const portal = await startPortal(databaseId);

      const checkoutApi = await portal.logSourcesOf('checkout-api', 'paula');
      expect(checkoutApi.status).toBe(200);
      expect(
        checkoutApi.body.links.map(
          (link: { logSource?: { status: string } }) => link.logSource?.status,
        ),
      ).toEqual(['healthy', 'unhealthy']);

      const ledger = await portal.logSourcesOf('ledger', 'sam');
      expect(ledger.body.links).toEqual([
        expect.objectContaining({ state: 'unknown' }),
      ]);

      const refused = await portal.logSourcesOf('checkout-api', 'guest');
      expect(refused.status).toBe(403);
      await portal.stop();
    },
    120_000,
  );
});
