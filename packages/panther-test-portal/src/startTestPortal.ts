import {
  AuditorService,
  BackendFeature,
  PermissionsService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import pantherPlugin from 'backstage-plugin-panther-backend';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { demoEntities } from './demo';
import { testSchedulerFactory } from './testSchedulerFactory';

/** Who asks where a request has no credentials. */
const caller: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mock', namespace: 'default' },
};

/** Starts a backend with the plugin, the demo's catalog, and what a test wants otherwise. */
export async function startTestPortal(options: {
  /** As in the configuration. Without a `manageToken`, nothing can be written to Panther. */
  panther: JsonObject & { apiUrl: string };
  /** The rest of the configuration. */
  config?: JsonObject;
  /** The catalog plugin or a stand-in for it; without it, one with the demo's entities. */
  catalog?: BackendFeature;
  features?: BackendFeature[];
  auditor?: Partial<AuditorService>;
  permissions?: Partial<PermissionsService>;
  metrics?: Partial<MetricsService>;
  rootLogger?: RootLoggerService;
  /** The plugin's database; without it, one of its own in memory. */
  knex?: Knex;
}) {
  const { auditor, permissions, metrics, rootLogger, knex } = options;
  const backend = await startTestBackend({
    features: [
      pantherPlugin,
      testSchedulerFactory,
      mockServices.rootConfig.factory({
        data: {
          ...options.config,
          panther: {
            title: 'Acme Security',
            apiToken: 'sandbox-token',
            ...options.panther,
          },
        },
      }),
      options.catalog ??
        catalogServiceMock.factory({ entities: [...demoEntities, caller] }),
      ...(auditor ? [mockServices.auditor.mock(auditor).factory] : []),
      ...(permissions
        ? [mockServices.permissions.mock(permissions).factory]
        : []),
      ...(metrics ? [metricsServiceMock.mock(metrics).factory] : []),
      ...(rootLogger ? [mockServices.rootLogger.mock(rootLogger).factory] : []),
      ...(knex ? [mockServices.database.factory({ knex })] : []),
      ...(options.features ?? []),
    ],
  });
  const { server } = backend;
  const get = (path: string) => request(server).get(`/api/panther${path}`);
  return {
    server,
    get,
    post: (path: string) => request(server).post(`/api/panther${path}`),
    put: (path: string) => request(server).put(`/api/panther${path}`),
    delete: (path: string) => request(server).delete(`/api/panther${path}`),
    logSourcesOf: (name: string) =>
      get(`/entities/component/default/${name}/log-sources`),
    /** Resolves when Panther has been asked for the first time. */
    async firstRead(): Promise<void> {
      for (;;) {
        const { body } = await get('/instances').expect(200);
        if (body.items[0].freshness.problem?.code !== 'notReadYet') {
          return;
        }
        await sleep(20);
      }
    },
    /** The backend also stops by itself when the tests have ended. */
    stop: () => backend.stop(),
  };
}
