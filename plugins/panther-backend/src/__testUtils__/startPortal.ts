import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  AuditorService,
  PermissionsService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import pantherPlugin from '..';

/** Log sources of the demo, which the sandbox's tenant has; the last one it never had. */
export const ACCESS_LOGS = '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81';
export const AUDIT_TRAIL = 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';
export const BILLING_LOGS = 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38';
export const NEVER_THERE = 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17';

export const ENTITY_ROUTE = '/entities/{kind}/{namespace}/{name}/log-sources';
export const LIST_ROUTE = '/log-sources';
export const LOG_SOURCE_ROUTE = '/log-sources/{instance}/{id}';
export const HISTORY_ROUTE = '/log-sources/{instance}/{id}/history';
export const S3_SOURCES_ROUTE = '/s3-sources/{instance}';
export const S3_SOURCE_ROUTE = '/s3-sources/{instance}/{id}';
export const LINK_ROUTE =
  '/entities/{kind}/{namespace}/{name}/links/{instance}/{id}';
export const LOG_TYPES_ROUTE = '/log-types/{instance}';

function component(name: string, annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: annotation
        ? { 'panther.com/log-source-id': annotation }
        : {},
    },
    spec: { type: 'service', owner: 'team-payments' },
  };
}

/** The entities of the demo's catalog. */
const entities: Entity[] = [
  component('checkout-api', `${ACCESS_LOGS}, ${AUDIT_TRAIL}`),
  component('ledger', NEVER_THERE),
  component('web-storefront'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'mock', namespace: 'default' },
  },
  {
    ...component('billing-worker'),
    relations: [
      { type: 'dependsOn', targetRef: 'resource:default/billing-logs' },
    ],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'billing-logs',
      namespace: 'default',
      annotations: { 'panther.com/s3-bucket': 'acme-billing-logs' },
    },
    spec: { type: 's3-bucket', owner: 'team-payments' },
    relations: [
      { type: 'dependencyOf', targetRef: 'component:default/billing-worker' },
    ],
  },
];

/** A backend with the plugin, the demo's catalog, and what a test wants otherwise. */
export async function startPortal(options: {
  apiUrl: string;
  apiToken?: string;
  /** Without it, nothing can be written to Panther. */
  manageToken?: string;
  s3Api?: 'rest' | 'graphql';
  auditor?: Partial<AuditorService>;
  permissions?: Partial<PermissionsService>;
  metrics?: Partial<MetricsService>;
  rootLogger?: RootLoggerService;
  /** The plugin's database; without it, one of its own in memory. */
  knex?: Knex;
}) {
  const { server } = await startTestBackend({
    features: [
      pantherPlugin,
      // The mock would hold up the start until Panther has answered.
      schedulerServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          panther: {
            title: 'Acme Security',
            apiUrl: options.apiUrl,
            apiToken: options.apiToken ?? 'sandbox-token',
            manageToken: options.manageToken,
            s3Api: options.s3Api,
          },
        },
      }),
      catalogServiceMock.factory({ entities }),
      ...(options.permissions
        ? [mockServices.permissions.mock(options.permissions).factory]
        : []),
      ...(options.auditor
        ? [mockServices.auditor.mock(options.auditor).factory]
        : []),
      ...(options.metrics
        ? [metricsServiceMock.mock(options.metrics).factory]
        : []),
      ...(options.rootLogger
        ? [mockServices.rootLogger.mock(options.rootLogger).factory]
        : []),
      ...(options.knex
        ? [mockServices.database.factory({ knex: options.knex })]
        : []),
    ],
  });
  return {
    get: (path: string) => request(server).get(`/api/panther${path}`),
    post: (path: string) => request(server).post(`/api/panther${path}`),
    put: (path: string) => request(server).put(`/api/panther${path}`),
    delete: (path: string) => request(server).delete(`/api/panther${path}`),
    logSourcesOf: (name: string) =>
      request(server).get(
        `/api/panther/entities/component/default/${name}/log-sources`,
      ),
    /** Resolves when Panther has been asked for the first time. */
    async firstRead() {
      for (;;) {
        const { body } = await request(server).get('/api/panther/instances');
        if (body.items[0].freshness.problem?.code !== 'notReadYet') {
          return;
        }
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
      }
    },
  };
}
