import { Entity } from '@backstage/catalog-model';

function createComponent(
  name: string,
  owner: string,
  annotations?: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name, annotations },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}

/** Two linked log sources: one healthy, one unhealthy. */
export const checkoutApi = createComponent('checkout-api', 'team-payments', {
  'panther.com/log-source-id':
    '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81,a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
  'backstage.io/edit-url':
    'https://git.example.com/acme/checkout-api/edit/main/catalog-info.yaml',
});

/** Names a log source that is gone. */
export const ledger = createComponent('ledger', 'team-payments', {
  'panther.com/log-source-id': 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17',
});

/** Tied to its log source by the bucket of a resource that it depends on. */
export const billingWorker = createComponent('billing-worker', 'team-payments');

/** Nothing linked yet. */
export const webStorefront = createComponent(
  'web-storefront',
  'team-storefront',
);

/** Not a component, so without the tab. */
export const commerce: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { namespace: 'default', name: 'commerce' },
  spec: { owner: 'team-payments' },
};
