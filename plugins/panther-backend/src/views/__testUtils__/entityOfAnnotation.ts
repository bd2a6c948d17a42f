import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { LogSource } from 'backstage-plugin-panther-common';
import { InventoryAnswer } from '../../inventory/Inventory';
import { LogSourceLookup } from '../toLogSourceLinks';
import { S3Mapping } from '../../inventory/types';
import { noPortalLinks } from '../../links/__testUtils__/noPortalLinks';
import { EntityLogSourcesService } from '../EntityLogSourcesService';

export const asOf = '2026-11-22T10:00:00.000Z';

export const accessLogs: LogSource = {
  ref: 'default:access-logs',
  instance: 'default',
  integrationId: 'access-logs',
  label: 'Checkout access logs',
  type: 'aws-s3',
  status: 'healthy',
  statusSince: asOf,
  isEditable: true,
  logTypes: ['AWS.ALB'],
  createdAt: '2026-01-01T00:00:00.000Z',
  degradedFields: [],
};

export function answer(
  overrides: Partial<InventoryAnswer> = {},
): InventoryAnswer {
  return {
    freshness: {
      instance: 'default',
      title: 'Acme Security',
      asOf,
      stale: false,
    },
    logSources: new Map(),
    hidden: new Set(),
    unusable: new Map(),
    ...overrides,
  };
}

export function inventoryOf(
  answers: Record<string, InventoryAnswer>,
  mappings: S3Mapping[] = [],
) {
  return {
    instanceIds: () => Object.keys(answers),
    findLogSources: jest.fn(async (instance: string) => {
      const found = answers[instance];
      if (!found) {
        throw new NotFoundError(instance);
      }
      return found;
    }),
    findS3Mappings: jest.fn(async () => mappings),
  } satisfies LogSourceLookup;
}

export const checkoutApi = {
  kind: 'Component',
  namespace: 'default',
  name: 'checkout-api',
};

export function serviceFor(annotation: string, inventory: LogSourceLookup) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'checkout-api',
      namespace: 'default',
      annotations: { 'panther.com/log-source-id': annotation },
    },
  };
  return new EntityLogSourcesService({
    catalog: catalogServiceMock({ entities: [entity] }),
    inventory,
    portalLinks: noPortalLinks,
  });
}

export const caller = {
  credentials: mockCredentials.user(),
  visibility: 'all' as const,
};

export async function linksOf(annotation: string, inventory: LogSourceLookup) {
  const { links } = await serviceFor(annotation, inventory).getEntityLogSources(
    checkoutApi,
    caller,
  );
  return links;
}
