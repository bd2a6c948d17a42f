import { ReceivedRequest } from './setupTenants';

/** A row of a tenant's list in the form that its GraphQL API gives it. */
export const CHECKOUT_ACCESS_LOGS = {
  createdAtTime: '2025-10-08T10:36:37Z',
  createdBy: { __typename: 'User', id: 'amara' },
  integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
  integrationLabel: 'Checkout access logs',
  integrationType: 'aws-s3',
  isEditable: true,
  isHealthy: true,
  lastEventProcessedAtTime: '2026-11-22T15:36:31.285956402Z',
  lastEventReceivedAtTime: '2026-11-22T15:36:28.7Z',
  lastModified: '2026-09-21T15:36:37+02:00',
  logTypes: ['AWS.ALB'],
  awsAccountId: '111122223333',
  kmsKey: '',
  logProcessingRole: 'arn:aws:iam::111122223333:role/PantherLogProcessingRole',
  logStreamType: 'Auto',
  logStreamTypeOptions: {
    jsonArrayEnvelopeField: null,
    retainEnvelopeFields: null,
    xmlRootElement: null,
  },
  managedBucketNotifications: true,
  s3Bucket: 'acme-checkout-logs',
  s3PrefixLogTypes: [
    {
      excludedPrefixes: ['alb/healthcheck/'],
      logTypes: ['AWS.ALB'],
      prefix: 'alb/',
    },
  ],
  stackName: 'panther-log-analysis-setup-checkout-access-logs',
};

export const BILLING_WORKER_LOGS = {
  ...CHECKOUT_ACCESS_LOGS,
  integrationId: 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38',
  integrationLabel: 'Billing worker logs',
  s3Bucket: 'acme-billing-logs',
};

/** A page of `sources`, the last one unless it has a cursor. */
export function pageOf(nodes: unknown[], endCursor?: string | null) {
  return {
    edges: nodes.map(node => ({ node })),
    pageInfo: {
      endCursor: endCursor ?? null,
      hasNextPage: endCursor !== undefined,
    },
  };
}

/** The whole answer to a query for the list. */
export function listOf(...nodes: unknown[]) {
  return { data: { sources: pageOf(nodes) } };
}

/** The lines of the query in a request. */
export function linesOf(request: ReceivedRequest | undefined): string[] {
  return JSON.parse(request?.body ?? '').query.split('\n');
}
