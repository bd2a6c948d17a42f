import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { BackendFeature } from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { JsonObject } from '@backstage/types';
import { join } from 'node:path';
import { startSandbox, startTestPortal } from 'panther-test-portal';
import demoAuthModule from '../demoAuthModule';
import demoPermissionModule from '../demoPermissionModule';
import { waitUntil } from './waitUntil';

const READ_LIMIT_MS = 60_000;

/** The token of a service that the portal trusts. */
export const SERVICE_TOKEN = 'service-token-of-this-test';

/**
 * Starts a portal with the demo's people, catalog and permissions, unless others are given, and a
 * sandbox of its own to write to. The catalog and Panther have been read.
 */
export async function startDemoPortal(
  options: {
    features?: BackendFeature[];
    permissionModule?: BackendFeature;
    /** As `backend.database` in the configuration; without it, SQLite in memory. */
    database?: JsonObject;
  } = {},
) {
  const { NODE_ENV } = process.env;
  // The demo sign-in refuses to work anywhere else.
  Object.assign(process.env, { NODE_ENV: 'development' });
  const sandbox = await startSandbox();
  const portal = await startTestPortal({
    panther: { apiUrl: sandbox.url, manageToken: 'sandbox-token' },
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: {
        baseUrl: 'http://localhost:7007',
        database: options.database ?? {
          client: 'better-sqlite3',
          connection: ':memory:',
        },
        actions: { pluginSources: ['panther'] },
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: SERVICE_TOKEN, subject: 'pipeline' },
            },
          ],
        },
      },
      auth: { providers: { demo: {} } },
      permission: { enabled: true },
      catalog: {
        rules: [
          { allow: ['Component', 'System', 'Resource', 'Group', 'User'] },
        ],
        locations: ['catalog.yaml', 'people.yaml'].map(file => ({
          type: 'file',
          target: join(__dirname, '../../../../examples', file),
        })),
      },
    },
    catalog: catalogPlugin,
    features: [
      authPlugin,
      demoAuthModule,
      options.permissionModule ?? demoPermissionModule,
      permissionPlugin,
      authServiceFactory,
      databaseServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      userInfoServiceFactory,
      ...(options.features ?? []),
    ],
  });
  const url = `http://127.0.0.1:${portal.server.port()}`;

  /** A Backstage token of a person of the demo, such as `paula`. */
  async function tokenOf(person: string): Promise<string | undefined> {
    const response = await fetch(`${url}/api/auth/demo/refresh`, {
      headers: { 'x-demo-person': person },
    });
    const session = await response.json();
    return session.backstageIdentity?.token;
  }

  /** An answer of a route of ours, as a person of the demo. */
  async function ask(
    person: string,
    method: string,
    path: string,
    more: { body?: object; headers?: Record<string, string> } = {},
  ) {
    const response = await fetch(`${url}/api/panther${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(person)}`,
        'content-type': 'application/json',
        ...more.headers,
      },
      body: more.body && JSON.stringify(more.body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text ? JSON.parse(text) : undefined,
    };
  }

  await waitUntil(
    'the catalog and Panther were read',
    READ_LIMIT_MS,
    async () => {
      const { status, body } = await ask(
        'paula',
        'GET',
        '/entities/component/default/checkout-api/log-sources',
      );
      return status === 200 && body.freshness[0]?.asOf;
    },
  );

  return {
    ...portal,
    url,
    tokenOf,
    ask,
    /** Has the link index updated soon. */
    async updateLinkIndex(): Promise<void> {
      await portal
        .post('/.backstage/scheduler/v1/tasks/update-link-index/trigger')
        .set('Authorization', `Bearer ${SERVICE_TOKEN}`)
        .expect(200);
    },
    async stop(): Promise<void> {
      await portal.stop();
      await sandbox.stop();
      Object.assign(process.env, { NODE_ENV });
    },
  };
}
