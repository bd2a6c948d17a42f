import { TestDatabases } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCESS_LOGS, AUDIT_TRAIL } from 'panther-test-portal';
import { startReplica } from './__testUtils__/startReplica';
import {
  ListCall,
  startWatchedTenant,
} from './__testUtils__/startWatchedTenant';
import { waitUntil } from './__testUtils__/waitUntil';

type Replica = Awaited<ReturnType<typeof startReplica>>;

/** Longer than the 5 seconds in which the scheduler sees that a task has been asked for. */
const PERIOD_MS = 8_000;

/** What has to lie between two reads that nobody asked for. */
const SHORTEST_PAUSE_MS = PERIOD_MS * 0.9;

/**
 * A run of the task that comes too early is skipped, so a read can be two periods after the last
 * one, and the scheduler's 5 seconds, and a moment.
 */
const NEXT_READ_LIMIT_MS = 2 * PERIOD_MS + 10_000;

/** `refresh.timeout`, and a minute in which the task may write. */
const TASK_TIMEOUT_MS = 2_000 + 60_000;

/**
 * The scheduler looks once a minute for tasks whose time is up, and every 5 seconds for tasks to
 * run; the rest is for reading.
 */
const TAKEOVER_MS = 70_000;

/** By these the tenant tells the replicas apart. */
const FIRST_TOKEN = 'token-of-the-first';
const SECOND_TOKEN = 'token-of-the-second';

const TAB = '/entities/component/default/checkout-api/log-sources';

describe.each(TestDatabases.create({ ids: ['POSTGRES_18'] }).eachSupportedId())(
  'two replicas of the backend on one %s',
  databaseId => {
    const databases = TestDatabases.create({ ids: [databaseId] });
    let tenant: Awaited<ReturnType<typeof startWatchedTenant>>;
    let first: Replica;
    let second: Replica;

    beforeAll(async () => {
      const { connection } = (await databases.init(databaseId)).client.config;
      tenant = await startWatchedTenant({
        tokens: [FIRST_TOKEN, SECOND_TOKEN],
      });
      const start = (apiToken: string) =>
        startReplica({
          database: {
            client: 'pg',
            // Knex hides the password from being copied.
            connection: { ...connection, password: connection.password },
            pluginDivisionMode: 'schema',
          },
          config: {
            panther: {
              apiUrl: tenant.url,
              apiToken,
              refresh: {
                frequency: { milliseconds: PERIOD_MS },
                timeout: { seconds: 2 },
              },
            },
            catalog: {
              rules: [{ allow: ['Component', 'System', 'Resource'] }],
              locations: [
                {
                  type: 'file',
                  target: join(__dirname, '../../../examples/catalog.yaml'),
                },
              ],
            },
          },
        });
      // One after the other, as a rolling update does it: the first one makes the tables.
      first = await start(FIRST_TOKEN);
      second = await start(SECOND_TOKEN);
      await waitUntil('both show log sources', 60_000, async () => {
        const tabs = await Promise.all(
          [first, second].map(replica =>
            replica.get(TAB).catch(() => undefined),
          ),
        );
        return tabs.every(tab => tab?.freshness[0].asOf);
      });
    });
    afterAll(async () => {
      await Promise.all([first, second].map(replica => replica?.kill()));
      await tenant?.stop();
    });

    /** Everything that a viewer gets to see of a replica. */
    async function answersOf(replica: Replica) {
      const [tab, logSource, history, instances] = await Promise.all([
        replica.get(TAB),
        replica.get(`/log-sources/default/${ACCESS_LOGS}`),
        replica.get(`/log-sources/default/${AUDIT_TRAIL}/history`),
        replica.get('/instances'),
      ]);
      return { tab, logSource, history, instances };
    }

    /** What of it does not tell when Panther was read. */
    async function logSourcesOf(replica: Replica) {
      const { tab, logSource, history, instances } = await answersOf(replica);
      return {
        links: tab.links,
        logSource: logSource.logSource,
        history: history.items,
        statusCounts: instances.items[0].statusCounts,
      };
    }

    /** Resolves when the next read of Panther shows. */
    async function nextRead(): Promise<void> {
      const [before] = (await first.get(TAB)).freshness;
      await waitUntil('Panther is read', NEXT_READ_LIMIT_MS, async () => {
        const [now] = (await first.get(TAB)).freshness;
        return now.asOf > before.asOf;
      });
      // The task ends a moment later.
      await sleep(500);
    }

    it('read Panther at most once a period, one at a time, however many people look', async () => {
      let views = 0;
      let areLooking = true;
      const viewers = Array.from({ length: 10 }, async (_, viewer) => {
        const replica = viewer % 2 ? first : second;
        while (areLooking) {
          const { links } = await replica.get(TAB);
          expect(links).toMatchObject([{ state: 'found' }, { state: 'found' }]);
          views += 1;
          await sleep(200);
        }
      });

      await nextRead();
      tenant.orderFault({ operation: 'sources', status: 503 });
      await nextRead();
      areLooking = false;
      await Promise.all(viewers);

      expect(views).toBeGreaterThan(100);
      const lists = tenant.lists();
      expect(lists.length).toBeGreaterThanOrEqual(3);
      expect(Math.min(...pausesBetween(lists))).toBeGreaterThan(
        SHORTEST_PAUSE_MS,
      );
      // What was refused was asked again, and is not a list.
      expect(tenant.listCalls()).toHaveLength(lists.length + 1);
      expect(tenant.mostListCallsAtOnce()).toBe(1);
      expect(tenant.countListCalls()).toBe(tenant.listCalls().length);
    });

    it('answer the same', async () => {
      const [ofFirst, ofSecond] = await waitUntil(
        'both show the same read',
        10_000,
        async () => {
          const both = await Promise.all([answersOf(first), answersOf(second)]);
          const times = both
            .flatMap(({ tab, instances }) => [
              ...tab.freshness,
              instances.items[0].freshness,
            ])
            .map(({ asOf }) => asOf);
          return new Set(times).size === 1 && both;
        },
      );

      expect(ofFirst).toEqual(ofSecond);
      expect(ofFirst).toMatchObject({
        tab: {
          links: [
            { logSource: { label: 'Checkout access logs', status: 'healthy' } },
            {
              logSource: { label: 'Checkout audit trail', status: 'unhealthy' },
            },
          ],
        },
        instances: { items: [{ reachable: true }] },
      });
    });

    it('read Panther once when both are asked to at the same time', async () => {
      await nextRead();
      const { length } = tenant.lists();

      const answers = await Promise.all(
        [first, second].map(replica =>
          replica.post('/instances/default/refresh'),
        ),
      );
      // Nobody having asked, there would be no list until then.
      await sleep(SHORTEST_PAUSE_MS - 1_000);

      expect(answers).toEqual([202, 202]);
      expect(tenant.lists()).toHaveLength(length + 1);
    });

    it('do not make up for the reads that a pause has cost', async () => {
      await nextRead();
      const { length } = tenant.lists();
      first.pause();
      second.pause();
      await sleep(2.2 * PERIOD_MS);

      first.resume();
      second.resume();
      await sleep(SHORTEST_PAUSE_MS - 1_000);

      expect(tenant.lists()).toHaveLength(length + 1);
      expect(tenant.mostListCallsAtOnce()).toBe(1);
    });

    it('lose nothing when one is killed in the middle of a list, and the other takes over', async () => {
      const before = await logSourcesOf(first);
      const { length } = tenant.listCalls();
      tenant.orderFault({ operation: 'sources', delayMs: 60_000 });
      const { token } = await waitUntil(
        'a list is under way',
        NEXT_READ_LIMIT_MS,
        async () => tenant.listCalls()[length],
      );
      const [killed, survivor] =
        token === FIRST_TOKEN ? [first, second] : [second, first];

      await killed.kill();
      const killedAt = performance.now();
      const killedAtTime = new Date().toISOString();

      let wasStale = false;
      await waitUntil(
        'the other replica has read Panther',
        TASK_TIMEOUT_MS + TAKEOVER_MS,
        async () => {
          await sleep(250);
          expect(await logSourcesOf(survivor)).toEqual(before);
          const [{ asOf, stale }] = (await survivor.get(TAB)).freshness;
          wasStale ||= stale;
          return asOf > killedAtTime;
        },
      );
      const tookSeconds = (performance.now() - killedAt) / 1000;
      process.stdout.write(
        `The other replica had read Panther ${tookSeconds.toFixed(
          1,
        )} s after the kill\n`,
      );

      expect(wasStale).toBe(true);
      const { tab } = await answersOf(survivor);
      expect(tab.freshness).toMatchObject([{ stale: false }]);
      await expect(logSourcesOf(survivor)).resolves.toEqual(before);
      expect(tenant.mostListCallsAtOnce()).toBe(1);
    });
  },
);

/** From the end of each call to the start of the one after it. */
function pausesBetween(calls: ListCall[]): number[] {
  return calls
    .slice(1)
    .map(({ startedAt }, index) => startedAt - (calls[index]?.endedAt ?? NaN));
}
