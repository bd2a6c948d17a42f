import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  mockServices,
  startTestBackend,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import pantherPlugin from 'backstage-plugin-panther-backend';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSandbox } from 'panther-sandbox';
import request from 'supertest';
import demoAuthModule from './demoAuthModule';
import demoPermissionModule from './demoPermissionModule';

const examples = join(__dirname, '../../../examples');

/** The catalog takes a moment to read its files. */
async function waitUntil(isRead: () => Promise<boolean>) {
  const deadline = Date.now() + 30_000;
  while (!(await isRead())) {
    if (Date.now() > deadline) {
      throw new Error('The catalog did not read its files in time');
    }
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
  }
}

describe("the demo portal's backend", () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  const { NODE_ENV } = process.env;
  let sandbox: Server;

  beforeAll(async () => {
    // The demo sign-in refuses to work anywhere else.
    Object.assign(process.env, { NODE_ENV: 'development' });
    await new Promise<void>(resolve => {
      sandbox = createSandbox().app.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    Object.assign(process.env, { NODE_ENV });
    sandbox.closeAllConnections();
    await new Promise(resolve => {
      sandbox.close(resolve);
    });
  });

  async function startPortal(databaseId: TestDatabaseId) {
    const knex = await databases.init(databaseId);
    const { connection } = knex.client.config;
    // A listening TCP server has an address of this shape.
    const { port } = sandbox.address() as AddressInfo;
    const { server } = await startTestBackend({
      features: [
        authPlugin,
        catalogPlugin,
        demoAuthModule,
        demoPermissionModule,
        pantherPlugin,
        permissionPlugin,
        authServiceFactory,
        databaseServiceFactory,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        schedulerServiceFactory,
        userInfoServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              baseUrl: 'http://localhost:7007',
              database:
                databaseId === 'SQLITE_3'
                  ? { client: 'better-sqlite3', connection: ':memory:' }
                  : {
                      client: 'pg',
                      // Knex hides the password from being copied.
                      connection: {
                        ...connection,
                        password: connection.password,
                      },
                      pluginDivisionMode: 'schema',
                    },
            },
            auth: { providers: { demo: {} } },
            permission: { enabled: true },
            panther: {
              apiUrl: `http://127.0.0.1:${port}`,
              apiToken: 'sandbox-token',
            },
            catalog: {
              rules: [
                { allow: ['Component', 'System', 'Resource', 'Group', 'User'] },
              ],
              locations: ['catalog.yaml', 'people.yaml'].map(file => ({
                type: 'file',
                target: join(examples, file),
              })),
            },
          },
        }),
      ],
    });

    async function logSourcesOf(name: string, person: string) {
      const session = await request(server)
        .get('/api/auth/demo/refresh')
        .set('x-demo-person', person);
      const token = session.body.backstageIdentity?.token;
      return request(server)
        .get(`/api/panther/entities/component/default/${name}/log-sources`)
        .set('Authorization', `Bearer ${token}`);
    }
    await waitUntil(async () => {
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
    return { logSourcesOf };
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
    },
    60_000,
  );
});
