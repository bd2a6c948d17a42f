import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parseLogSourceRef } from 'backstage-plugin-panther-common';
import {
  PantherService,
  pantherServiceRef,
} from 'backstage-plugin-panther-node';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  demoEntities,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import { permissions, users } from './users';

/** Starts a portal that has read a tenant of its own, with what a module of the scaffolder gets of it. */
export async function startPortal(
  options: {
    features?: BackendFeature[];
    entities?: Entity[];
    /** Without it, writing is off. */
    manageToken?: string | undefined;
    pantherAwsAccountId?: string;
    sandbox?: Parameters<typeof startSandbox>[0];
  } = {},
) {
  const sandbox = await startSandbox(options.sandbox);
  const given: { panther?: PantherService } = {};
  const { server } = await startTestPortal({
    panther: {
      apiUrl: sandbox.url,
      consoleUrl: 'https://acme.runpanther.net',
      awsAccountId: options.pantherAwsAccountId,
      manageToken:
        'manageToken' in options ? options.manageToken : 'sandbox-token',
    },
    catalog: catalogServiceMock.factory({
      entities: [...demoEntities, ...(options.entities ?? [])],
    }),
    permissions,
    features: [
      createBackendModule({
        pluginId: 'scaffolder',
        moduleId: 'look-inside',
        register(env) {
          env.registerInit({
            deps: { panther: pantherServiceRef },
            async init({ panther }) {
              given.panther = panther;
            },
          });
        },
      }),
      ...(options.features ?? []),
    ],
  });
  if (!given.panther) {
    throw new Error('The module has not been given the Panther service');
  }
  const { panther } = given;
  const client = panther.getClient({ credentials: users.paula });
  // Log types are read after the log sources, and checks need both.
  while (!(await client.listLogTypes('default')).freshness.asOf) {
    await sleep(20);
  }
  return {
    sandbox,
    panther,
    /** As somebody who may do everything. */
    client,
    server,
    getSettings: async (logSourceRef: string) =>
      (await client.getS3Source(parseLogSourceRef(logSourceRef))).settings,
    /** The backend stops by itself when the tests have ended. */
    stop: () => sandbox.stop(),
  };
}

export type Portal = Awaited<ReturnType<typeof startPortal>>;
