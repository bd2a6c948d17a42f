import {
  EntityLogSources,
  Freshness,
  InstanceProblem,
  LogSourceLink,
} from 'backstage-plugin-panther-common';
import {
  createCheckoutAccessLogs,
  createCheckoutAuditTrail,
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

/** `component:default/web-storefront`: nothing is linked. */
export function createWebStorefrontAnswer(): EntityLogSources {
  return {
    entityRef: 'component:default/web-storefront',
    links: [],
    freshness: [],
  };
}
