import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import pantherPlugin from 'backstage-plugin-panther-backend';
import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSandbox } from 'panther-sandbox';
import demoAuthModule from '../demoAuthModule';
import demoPermissionModule from '../demoPermissionModule';
import { waitUntil } from './waitUntil';

const READ_LIMIT_MS = 60_000;

/**
 * The demo's people, catalog and permissions, unless others are given, with a sandbox of its own to write to, on free ports.
 * The catalog and Panther have been read.
 */
export async function startDemoPortal(options: {
  features: BackendFeature[];
  permissionModule?: BackendFeature;
}) {
  const { NODE_ENV } = process.env;
  // The demo sign-in refuses to work anywhere else.
  Object.assign(process.env, { NODE_ENV: 'development' });
  const tenant = createSandbox().app.listen(0, '127.0.0.1');
  await once(tenant, 'listening');
  // A listening TCP server has an address of this shape.
  const { port } = tenant.address() as AddressInfo;
  const backend = await startTestBackend({
    features: [
      authPlugin,
      catalogPlugin,
      demoAuthModule,
      options.permissionModule ?? demoPermissionModule,
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
            database: { client: 'better-sqlite3', connection: ':memory:' },
            actions: { pluginSources: ['panther'] },
          },
          auth: { providers: { demo: {} } },
          permission: { enabled: true },
          panther: {
            apiUrl: `http://127.0.0.1:${port}`,
            apiToken: 'sandbox-token',
            manageToken: 'sandbox-token',
          },
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
      }),
      ...options.features,
    ],
  });
  const url = `http://127.0.0.1:${backend.server.port()}`;

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
    url,
    tokenOf,
    ask,
    async stop(): Promise<void> {
      await backend.stop();
      tenant.close();
      tenant.closeAllConnections();
      await once(tenant, 'close');
      Object.assign(process.env, { NODE_ENV });
    },
  };
}
