import {
  Freshness,
  Instance,
  InstanceList,
  LogSource,
  LogSourceHistory,
  LogSourceLink,
  LogSourcePage,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ACCESS_LOGS, AUDIT_TRAIL, startTestPortal } from 'panther-test-portal';
import {
  ENTITY_ROUTE,
  HISTORY_ROUTE,
  LIST_ROUTE,
  LOG_SOURCE_ROUTE,
  expectDocumentedAnswer,
} from './expectDocumentedAnswer';

/** Reads are a second apart, and last three seconds at most. */
const PATIENCE_MS = 25_000;

/** What people see between two reads of Panther. */
export interface Views {
  logSources: {
    checkoutLinks: LogSourceLink[];
    billingLinks: LogSourceLink[];
    list: LogSource[];
    accessLogs: LogSource;
    auditTrailHistory: LogSourceHistory['items'];
    statusCounts: Instance['statusCounts'];
  };
  freshness: Freshness;
  refresh: Instance['refresh'];
  reachable: boolean;
}

/** Starts a portal that reads its tenant every second, and has for the first time. */
export async function startRefreshedPortal(options: {
  apiUrl: string;
  apiToken: string;
  knex: Knex;
}) {
  const portal = await startTestPortal({
    panther: {
      apiUrl: options.apiUrl,
      apiToken: options.apiToken,
      refresh: { frequency: { seconds: 1 }, timeout: { seconds: 3 } },
    },
    knex: options.knex,
  });

  /** No view may fail, and none may tell the token. */
  async function get(route: string, path: string) {
    const response = await portal.get(path);
    expect(response.status).toBe(200);
    expectDocumentedAnswer(route, response);
    expect(response.text).not.toContain(options.apiToken);
    return response.body;
  }

  async function getInstance(): Promise<Instance | undefined> {
    const { items }: InstanceList = await get('/instances', '/instances');
    return items[0];
  }

  /** Nothing if Panther was read meanwhile. */
  async function look(): Promise<Views | undefined> {
    const before = await getInstance();
    const [list, checkout, billing, accessLogs, history] = await Promise.all([
      get(LIST_ROUTE, '/log-sources?limit=100'),
      get(ENTITY_ROUTE, '/entities/component/default/checkout-api/log-sources'),
      get(
        ENTITY_ROUTE,
        '/entities/component/default/billing-worker/log-sources',
      ),
      get(LOG_SOURCE_ROUTE, `/log-sources/default/${ACCESS_LOGS}`),
      get(HISTORY_ROUTE, `/log-sources/default/${AUDIT_TRAIL}/history`),
    ]);
    const after = await getInstance();
    if (
      !after ||
      !isDeepStrictEqual(before?.freshness, after.freshness) ||
      !isDeepStrictEqual(before?.statusCounts, after.statusCounts)
    ) {
      return undefined;
    }
    const page: LogSourcePage = list;
    expect(page.freshness).toEqual([after.freshness]);
    expect(checkout.freshness).toEqual([after.freshness]);
    expect(accessLogs.freshness).toEqual(after.freshness);
    expect(history.freshness).toEqual(after.freshness);
    return {
      logSources: {
        checkoutLinks: checkout.links,
        billingLinks: billing.links,
        list: page.items.map(({ logSource }) => logSource),
        accessLogs: accessLogs.logSource,
        auditTrailHistory: history.items,
        statusCounts: after.statusCounts,
      },
      freshness: after.freshness,
      refresh: after.refresh,
      reachable: after.reachable,
    };
  }

  /** Looks until what is seen is as wanted. */
  async function seeThat(isWanted: (views: Views) => boolean): Promise<Views> {
    const deadline = performance.now() + PATIENCE_MS;
    let last: Views | undefined;
    while (performance.now() < deadline) {
      const views = await look();
      if (views && isWanted(views)) {
        return views;
      }
      last = views ?? last;
      await sleep(50);
    }
    throw new Error(`It did not come to this: ${JSON.stringify(last)}`);
  }

  await portal.firstRead();
  return {
    seeThat,
    /** The views after a read without a problem, which ended later than a time. */
    seeGoodRead: (after = '') =>
      seeThat(
        ({ freshness: { asOf = '', stale, problem } }) =>
          asOf > after && !stale && !problem,
      ),
    seeProblem: (code: string) =>
      seeThat(({ freshness }) => freshness.problem?.code === code),
    stop: portal.stop,
  };
}
