import {
  EntityLogSources,
  Freshness,
  InstanceProblem,
  LogSource,
  LogSourceLink,
} from 'backstage-plugin-panther-common';

/** The moment at which the demo answers are looked at, unless a test says otherwise. */
export const now = new Date('2026-11-22T12:00:00.000Z');

const ids = {
  checkoutAccessLogs: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
  checkoutAuditTrail: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
  ledger: 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17',
};

function minutesBefore(moment: Date, minutes: number): string {
  return new Date(moment.getTime() - minutes * 60_000).toISOString();
}

function createLink(
  entityName: string,
  id: string,
  rest: Pick<LogSourceLink, 'state' | 'message' | 'logSource'>,
): LogSourceLink {
  return {
    logSourceRef: `default:${id}`,
    origin: 'annotation',
    evidence: {
      entityRef: `component:default/${entityName}`,
      annotation: 'panther.com/log-source-id',
      value: id,
    },
    ...rest,
  };
}

export function createFreshness(
  asOf: string | undefined = now.toISOString(),
): Freshness {
  return {
    instance: 'default',
    title: 'Acme Security',
    consoleUrl: 'https://acme.runpanther.net',
    asOf,
    stale: false,
  };
}

export function createCheckoutAccessLogs(at: Date = now): LogSource {
  return {
    ref: `default:${ids.checkoutAccessLogs}`,
    instance: 'default',
    integrationId: ids.checkoutAccessLogs,
    label: 'Checkout access logs',
    type: 'aws-s3',
    status: 'healthy',
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
    degradedFields: [],
  };
}

/** `component:default/checkout-api`: one healthy and one unhealthy log source. */
export function createCheckoutApiAnswer(at: Date = now): EntityLogSources {
  return {
    entityRef: 'component:default/checkout-api',
    links: [
      createLink('checkout-api', ids.checkoutAccessLogs, {
        state: 'found',
        logSource: createCheckoutAccessLogs(at),
      }),
      createLink('checkout-api', ids.checkoutAuditTrail, {
        state: 'found',
        logSource: createCheckoutAuditTrail(at),
      }),
    ],
    freshness: [createFreshness(at.toISOString())],
  };
}

/** `component:default/checkout-api` before Panther could ever be read. */
export function createUnreadAnswer(
  problem: InstanceProblem = {
    code: 'unreachable',
    message: 'Panther (Acme Security) cannot be reached.',
  },
): EntityLogSources {
  return {
    entityRef: 'component:default/checkout-api',
    links: [ids.checkoutAccessLogs, ids.checkoutAuditTrail].map(id =>
      createLink('checkout-api', id, {
        state: 'unavailable',
        message: problem.message,
      }),
    ),
    freshness: [
      { instance: 'default', title: 'Acme Security', stale: true, problem },
    ],
  };
}

/** `component:default/ledger`: a link to a log source that is gone. */
export function createLedgerAnswer(at: Date = now): EntityLogSources {
  return {
    entityRef: 'component:default/ledger',
    links: [
      createLink('ledger', ids.ledger, {
        state: 'unknown',
        message: `Panther has no log source with the id ${ids.ledger}. Correct the annotation, or remove it.`,
      }),
    ],
    freshness: [createFreshness(at.toISOString())],
  };
}

/** `component:default/web-storefront`: nothing is linked. */
export function createWebStorefrontAnswer(): EntityLogSources {
  return {
    entityRef: 'component:default/web-storefront',
    links: [],
    freshness: [],
  };
}
