import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parseLogSourceRef } from 'backstage-plugin-panther-common';
import pantherPlugin from 'backstage-plugin-panther-backend';
import {
  PantherService,
  pantherServiceRef,
} from 'backstage-plugin-panther-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { paula, webStorefront } from './demo';
import { startSandbox } from './startSandbox';
import { permissionsFactory, users } from './users';

/**
 * A backend with the Panther plugin on a port of its own, in front of a tenant that it has read, and
 * what a module of the scaffolder gets of it.
 */
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
  const { server } = await startTestBackend({
    features: [
      pantherPlugin,
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
      // The mock would hold up the start until Panther has answered.
      schedulerServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          panther: {
            title: 'Acme Security',
            apiUrl: sandbox.url,
            consoleUrl: 'https://acme.runpanther.net',
            apiToken: 'sandbox-token',
            awsAccountId: options.pantherAwsAccountId,
            manageToken:
              'manageToken' in options ? options.manageToken : 'sandbox-token',
          },
        },
      }),
      permissionsFactory,
      catalogServiceMock.factory({
        entities: [webStorefront, paula, ...(options.entities ?? [])],
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
