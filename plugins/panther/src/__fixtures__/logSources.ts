import { LogSource, LogSourcePage } from 'backstage-plugin-panther-common';

/** The moment at which the demo answers are looked at, unless a test says otherwise. */
export const now = new Date('2026-11-22T12:00:00.000Z');

export const ids = {
  checkoutAccessLogs: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
  checkoutAuditTrail: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
  billingWorkerLogs: 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38',
  ledger: 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17',
  edgeLoadBalancerLogs: 'bcd45662-bab7-4f99-b69f-083a0212568d',
};

function minutesBefore(moment: Date, minutes: number): string {
  return new Date(moment.getTime() - minutes * 60_000).toISOString();
}

export function createCheckoutAccessLogs(at: Date = now): LogSource {
  return {
    ref: `default:${ids.checkoutAccessLogs}`,
    instance: 'default',
    integrationId: ids.checkoutAccessLogs,
    label: 'Checkout access logs',
    type: 'aws-s3',
    status: 'healthy',
    statusSince: minutesBefore(at, 3 * 24 * 60),
    isEditable: true,
    logTypes: ['AWS.ALB', 'AWS.S3ServerAccess'],
    createdAt: '2025-03-01T08:00:00.000Z',
    lastEventReceivedAt: minutesBefore(at, 2),
    lastEventProcessedAt: minutesBefore(at, 1),
    s3: {
      bucket: 'acme-checkout-logs',
      awsAccountId: '111122223333',
      prefixes: [
        {
          prefix: 'alb/',
          logTypes: ['AWS.ALB'],
          excludedPrefixes: ['alb/healthcheck/'],
        },
        {
          prefix: '',
          logTypes: ['AWS.S3ServerAccess'],
          excludedPrefixes: [],
        },
      ],
    },
    degradedFields: [],
  };
}

export function createCheckoutAuditTrail(at: Date = now): LogSource {
  return {
    ref: `default:${ids.checkoutAuditTrail}`,
    instance: 'default',
    integrationId: ids.checkoutAuditTrail,
    label: 'Checkout audit trail',
    type: 'aws-s3',
    status: 'unhealthy',
    statusSince: minutesBefore(at, 4 * 60),
    isEditable: false,
    logTypes: ['AWS.CloudTrail'],
    createdAt: '2025-03-01T08:00:00.000Z',
    lastEventReceivedAt: minutesBefore(at, 5 * 60),
    s3: {
      bucket: 'acme-checkout-audit',
      awsAccountId: '111122223333',
      prefixes: [
        {
          prefix: 'audit/',
          logTypes: ['AWS.CloudTrail'],
          excludedPrefixes: [],
        },
      ],
    },
    reasons: [
      {
        kind: 'SOURCE_PERMISSIONS_CHECKS',
        title: 'Access was denied: Checkout audit trail',
        raisedAt: minutesBefore(at, 4 * 60),
      },
    ],
    degradedFields: [],
  };
}

/** As it was last known: Panther has it no more. */
export function createLedgerPostings(at: Date = now): LogSource {
  return {
    ref: `default:${ids.ledger}`,
    instance: 'default',
    integrationId: ids.ledger,
    label: 'Ledger postings',
    type: 'aws-s3',
    status: 'gone',
    statusSince: minutesBefore(at, 2 * 24 * 60),
    isEditable: true,
    logTypes: ['AWS.S3ServerAccess'],
    createdAt: '2025-03-01T08:00:00.000Z',
    lastEventReceivedAt: minutesBefore(at, 3 * 24 * 60),
    lastEventProcessedAt: minutesBefore(at, 3 * 24 * 60 - 1),
    s3: {
      bucket: 'acme-ledger-postings',
      awsAccountId: '111122223333',
      prefixes: [
        {
          prefix: '',
          logTypes: ['AWS.S3ServerAccess'],
          excludedPrefixes: [],
        },
      ],
    },
    degradedFields: [],
  };
}

export function createBillingWorkerLogs(at: Date = now): LogSource {
  return createWholeBucket(at, {
    integrationId: ids.billingWorkerLogs,
    label: 'Billing worker logs',
    bucket: 'acme-billing-logs',
    logType: 'Custom.BillingWorker',
  });
}

export function createEdgeLoadBalancerLogs(at: Date = now): LogSource {
  return createWholeBucket(at, {
    integrationId: ids.edgeLoadBalancerLogs,
    label: 'Edge load balancer logs',
    bucket: 'acme-edge-logs',
    logType: 'AWS.ALB',
  });
}

function createWholeBucket(
  at: Date,
  source: {
    integrationId: string;
    label: string;
    bucket: string;
    logType: string;
  },
): LogSource {
  const { integrationId, label, bucket, logType } = source;
  return {
    ref: `default:${integrationId}`,
    instance: 'default',
    integrationId,
    label,
    type: 'aws-s3',
    status: 'healthy',
    statusSince: minutesBefore(at, 24 * 60),
    isEditable: true,
    logTypes: [logType],
    createdAt: '2025-03-01T08:00:00.000Z',
    lastEventReceivedAt: minutesBefore(at, 2),
    lastEventProcessedAt: minutesBefore(at, 1),
    s3: {
      bucket,
      awsAccountId: '111122223333',
      prefixes: [{ prefix: '', logTypes: [logType], excludedPrefixes: [] }],
    },
    degradedFields: [],
  };
}

/** What Panther has, in the order in which a search finds it. */
export function createLogSources(at: Date = now): LogSource[] {
  return [
    createBillingWorkerLogs(at),
    createCheckoutAccessLogs(at),
    createCheckoutAuditTrail(at),
    createEdgeLoadBalancerLogs(at),
  ];
}

export function createPageOf(logSources: LogSource[]): LogSourcePage {
  return {
    items: logSources.map(logSource => ({
      logSource,
      linkedEntities: [],
      otherLinkedEntities: 0,
    })),
    total: logSources.length,
    freshness: [],
  };
}
