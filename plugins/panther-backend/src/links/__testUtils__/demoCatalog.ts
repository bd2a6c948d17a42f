import { Entity } from '@backstage/catalog-model';

export const ACCESS_LOGS = '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81';
export const AUDIT_TRAIL = 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';
export const BILLING_LOGS = 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38';
export const LEDGER_GONE = 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17';

/** An entity as the catalog gives it out. */
export function entity(
  ref: `${'Component' | 'Resource' | 'User'}:${string}`,
  annotations: Record<string, string>,
  relations: Record<string, string[]> = {},
): Entity {
  const [kind = '', name = ''] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace: 'default', name, annotations },
    relations: Object.entries(relations).flatMap(([type, targetRefs]) =>
      targetRefs.map(targetRef => ({ type, targetRef })),
    ),
  };
}

/** The same entity, known to the catalog by some id. */
export function withUid({ metadata, ...rest }: Entity, uid: string): Entity {
  return { ...rest, metadata: { ...metadata, uid } };
}

const ownedBy = ['group:default/team-payments'];

export const checkoutApi = entity(
  'Component:checkout-api',
  { 'panther.com/log-source-id': `${ACCESS_LOGS}, ${AUDIT_TRAIL}` },
  { ownedBy },
);

export const billingWorker = entity(
  'Component:billing-worker',
  {},
  { dependsOn: ['resource:default/billing-logs'], ownedBy },
);

export const billingLogs = entity(
  'Resource:billing-logs',
  { 'panther.com/s3-bucket': 'acme-billing-logs' },
  { dependencyOf: ['component:default/billing-worker'], ownedBy },
);

export const ledger = entity(
  'Component:ledger',
  { 'panther.com/log-source-id': LEDGER_GONE },
  { ownedBy },
);

export const webStorefront = entity(
  'Component:web-storefront',
  {},
  { ownedBy: ['group:default/team-storefront'] },
);

export const demoCatalog = [
  checkoutApi,
  billingWorker,
  billingLogs,
  ledger,
  webStorefront,
];
