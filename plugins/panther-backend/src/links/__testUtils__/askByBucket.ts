import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { LogSource } from 'backstage-plugin-panther-common';
import { LogSourceLookup } from '../../views/toLogSourceLinks';
import { S3Mapping } from '../../inventory/types';
import { noPortalLinks } from './noPortalLinks';
import { EntityLogSourcesService } from '../../views/EntityLogSourcesService';

export const asOf = '2026-11-22T10:00:00.000Z';
export const credentials = mockCredentials.user();
export const caller = { credentials, visibility: 'all' as const };

export const mappings: S3Mapping[] = [
  {
    instance: 'default',
    integrationId: 'billing',
    bucket: 'acme-billing-logs',
    prefix: '',
    excludedPrefixes: [],
  },
  ...['audit-1', 'audit-2'].map(integrationId => ({
    instance: 'default',
    integrationId,
    bucket: 'acme-checkout-audit',
    prefix: '',
    excludedPrefixes: [],
  })),
];

export function inventoryRead(at: string | undefined, hidden: string[] = []) {
  return {
    instanceIds: () => ['default', 'eu'],
    findLogSources: jest.fn(async (instance: string, ids: string[]) => ({
      freshness: {
        instance,
        title: 'Acme Security',
        asOf: at,
        stale: !at,
        problem: at
          ? undefined
          : { code: 'unreachable' as const, message: 'Panther is down.' },
      },
      logSources: new Map(
        ids.map(integrationId => [integrationId, logSource(integrationId)]),
      ),
      hidden: new Set(hidden),
      unusable: new Map(),
    })),
    findS3Mappings: jest.fn(async (buckets: string[]) =>
      mappings.filter(({ bucket }) => at && buckets.includes(bucket)),
    ),
  } satisfies LogSourceLookup;
}

export function logSource(integrationId: string): LogSource {
  return {
    ref: `default:${integrationId}`,
    instance: 'default',
    integrationId,
    label: 'Billing worker logs',
    type: 'aws-s3',
    status: 'healthy',
    statusSince: asOf,
    isEditable: true,
    logTypes: [],
    createdAt: asOf,
    degradedFields: [],
  };
}

export function resource(
  name: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', annotations },
  };
}

export function billingWorker(
  annotations: Record<string, string>,
  dependsOn: string[],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'billing-worker', namespace: 'default', annotations },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/team-payments' },
      ...dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
    ],
  };
}

export async function ask(
  entities: Entity[],
  inventory: LogSourceLookup = inventoryRead(asOf),
) {
  const catalog = catalogServiceMock({ entities });
  const calls = {
    getEntityByRef: jest.spyOn(catalog, 'getEntityByRef'),
    getEntitiesByRefs: jest.spyOn(catalog, 'getEntitiesByRefs'),
  };
  const service = new EntityLogSourcesService({
    catalog,
    inventory,
    portalLinks: noPortalLinks,
  });
  const answer = await service.getEntityLogSources(
    { kind: 'component', namespace: 'default', name: 'billing-worker' },
    caller,
  );
  return { answer, calls, service };
}
