import {
  EntityLogSources,
  Freshness,
  InstanceProblem,
  LogSourceLink,
  PortalLink,
} from 'backstage-plugin-panther-common';
import {
  createCheckoutAccessLogs,
  createCheckoutAuditTrail,
  createEdgeLoadBalancerLogs,
  createLedgerPostings,
  ids,
  now,
} from './logSources';

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
export function createLedgerGoneAnswer(at: Date = now): EntityLogSources {
  return {
    entityRef: 'component:default/ledger',
    links: [
      createLink('ledger', ids.ledger, {
        state: 'gone',
        message:
          'Panther (Acme Security) has this log source no more. Correct the annotation, or remove it.',
        logSource: createLedgerPostings(at),
      }),
    ],
    freshness: [createFreshness(at.toISOString())],
  };
}

/** `component:default/ledger` in a portal that has never seen the log source. */
export function createLedgerUnknownAnswer(at: Date = now): EntityLogSources {
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

/** `component:default/checkout-api`, for somebody who may see only one of its log sources. */
export function createCheckoutApiPartlyHiddenAnswer(
  at: Date = now,
): EntityLogSources {
  const [accessLogs] = createCheckoutApiAnswer(at).links;
  return {
    ...createCheckoutApiAnswer(at),
    links: [
      ...(accessLogs ? [accessLogs] : []),
      createLink('checkout-api', ids.checkoutAuditTrail, {
        state: 'hidden',
        message:
          "You may not see this log source; ask your portal's administrators to extend your permission panther.log-source.read.",
      }),
    ],
  };
}

/** `component:default/billing-worker`, for somebody who may not learn what reads its bucket. */
export function createBillingWorkerHiddenAnswer(
  at: Date = now,
): EntityLogSources {
  return {
    entityRef: 'component:default/billing-worker',
    links: [
      {
        origin: 'bucket',
        evidence: {
          entityRef: 'resource:default/billing-logs',
          annotation: 'panther.com/s3-bucket',
          value: 'acme-billing-logs',
        },
        state: 'hidden',
        message:
          "You may not see every log source that reads this bucket; ask your portal's administrators to extend your permission panther.log-source.read.",
      },
    ],
    freshness: [createFreshness(at.toISOString())],
  };
}

/** `component:default/billing-worker`, when no log source reads the bucket that it depends on. */
export function createBillingWorkerUnmatchedAnswer(
  at: Date = now,
): EntityLogSources {
  return {
    entityRef: 'component:default/billing-worker',
    links: [],
    unmatchedBuckets: [
      {
        evidence: {
          entityRef: 'resource:default/billing-logs',
          annotation: 'panther.com/s3-bucket',
          value: 'acme-billing-logs',
        },
        message:
          "No log source in Panther reads bucket 'acme-billing-logs': the annotation is mistyped, or the log source has yet to be made in Panther.",
      },
    ],
    freshness: [createFreshness(at.toISOString())],
  };
}

/** Paula was it. */
export const portalLink: PortalLink = {
  linkedBy: 'user:default/paula',
  linkedAt: '2026-11-20T09:30:00.000Z',
};

/** `component:default/web-storefront`, once somebody has linked a log source in the portal. */
export function createWebStorefrontLinkedAnswer(
  at: Date = now,
): EntityLogSources {
  return {
    entityRef: 'component:default/web-storefront',
    links: [
      {
        logSourceRef: `default:${ids.edgeLoadBalancerLogs}`,
        origin: 'portal',
        portalLink,
        state: 'found',
        logSource: createEdgeLoadBalancerLogs(at),
      },
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
