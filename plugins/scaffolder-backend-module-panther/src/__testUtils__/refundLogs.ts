import { Entity } from '@backstage/catalog-model';

/** Log sources of the demo, which the sandbox's tenant has; the last one it never had. */
export const ACCESS_LOGS = '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81';
export const AUDIT_TRAIL = 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';
export const EDGE_LOGS = 'bcd45662-bab7-4f99-b69f-083a0212568d';
export const NEVER_THERE = 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17';

export const webStorefront: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web-storefront', namespace: 'default' },
  spec: { type: 'service', owner: 'team-payments' },
};

/** Who runs the templates. */
export const paula: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'paula', namespace: 'default' },
};

/** A log source that the tenant does not have yet, as a step asks for it. */
export const refundLogs = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
};

let created = 0;

/** Gives such a log source for one test alone. */
export function createRefundLogs() {
  created += 1;
  return {
    ...refundLogs,
    bucket: `${refundLogs.bucket}-${created}`,
    label: `${refundLogs.label} ${created}`,
  };
}
