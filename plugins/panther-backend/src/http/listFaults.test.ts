import { TestDatabases } from '@backstage/backend-test-utils';
import {
  ListAnswer,
  startFragileTenant,
} from '../__testUtils__/startFragileTenant';
import {
  startRefreshedPortal,
  Views,
} from '../__testUtils__/startRefreshedPortal';

const NOT_AS_PROMISED =
  /^Panther \(Acme Security\) was asked to list the log sources, and the answer is not what its API promises: .+; check that panther\.apiUrl is/;

const unusable = [
  {
    name: 'is of another shape',
    body: { data: { sources: { edges: 'forty', pageInfo: {} } } },
  },
  { name: 'is missing from the answer', body: { data: {} } },
  { name: 'is half a JSON', body: '{"data":{"sources":{"edges":[{"no' },
  { name: 'is a page of a proxy', body: '<html><title>Hi</title></html>' },
];

/** The demo's sources come first in the tenant's list of 40. */
function listOfFirst(count: number, list: ListAnswer): ListAnswer {
  const changed = structuredClone(list);
  changed.data.sources.edges.length = count;
  return changed;
}

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('on %s, when the list of log sources', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });
  let tenant: Awaited<ReturnType<typeof startFragileTenant>>;
  let portal: Awaited<ReturnType<typeof startRefreshedPortal>>;

  beforeAll(async () => {
    tenant = await startFragileTenant();
    portal = await startRefreshedPortal({
      apiUrl: tenant.url,
      apiToken: tenant.token,
      knex: await databases.init(databaseId),
    });
  });
  afterAll(async () => {
    await portal.stop();
    await tenant.stop();
  });
  afterEach(() => tenant.mend());

  async function seeEverything() {
    const views = await portal.seeGoodRead();
    expect(views.logSources).toMatchObject({
      checkoutLinks: [{ state: 'found' }, { state: 'found' }],
      billingLinks: [{ state: 'found' }],
      statusCounts: expect.not.objectContaining({ gone: expect.anything() }),
    });
    expect(views.logSources.list).toHaveLength(40);
    return views;
  }

  // No such answer gets as far as the database.
  const tried = databaseId === 'SQLITE_3' ? unusable : unusable.slice(0, 1);

  it.each(tried)('$name, nothing is believed of it', async ({ body }) => {
    const before = await seeEverything();

    tenant.failWith({ operation: 'sources', body });
    const during = await portal.seeProblem('unexpectedAnswer');

    expect(during.logSources).toEqual(before.logSources);
    expect(during).toMatchObject({
      freshness: {
        stale: true,
        problem: { message: expect.stringMatching(NOT_AS_PROMISED) },
      },
      reachable: false,
    });

    tenant.mend();
    const after = await portal.seeGoodRead(during.freshness.asOf);
    expect(after.logSources).toEqual(before.logSources);
  });

  it('has one bad row, the last good copy of that log source is marked and all others are new', async () => {
    const before = await seeEverything();
    const list = await tenant.readList();
    const [accessLogs, auditTrail] = list.data.sources.edges;
    Object.assign(accessLogs?.node ?? {}, { isHealthy: 'certainly' });
    Object.assign(auditTrail?.node ?? {}, { integrationLabel: 'Audit' });

    tenant.failWith({ operation: 'sources', body: list });
    const during = await portal.seeThat(({ logSources }) =>
      Boolean(logSources.accessLogs.readProblem),
    );

    expect(during.logSources.accessLogs).toEqual({
      ...before.logSources.accessLogs,
      readProblem: expect.stringMatching(
        /^Panther's entry for this log source cannot be read: isHealthy: /,
      ),
    });
    expect(during.logSources.checkoutLinks).toMatchObject([
      { state: 'found', logSource: during.logSources.accessLogs },
      { state: 'found', logSource: { label: 'Audit' } },
    ]);
    expect(during.logSources.list).toHaveLength(40);
    expect(during.freshness.problem).toBeUndefined();

    tenant.mend();
    const after = await portal.seeThat(
      ({ logSources }) => !logSources.accessLogs.readProblem,
    );
    expect(after.logSources).toEqual(before.logSources);
  });

  it.each([
    { name: 'is empty', left: 0 },
    { name: 'lacks more than half', left: 19 },
  ])(
    '$name, that is held back, and forgotten when the next read says otherwise',
    async ({ left }) => {
      const before = await seeEverything();
      const body = listOfFirst(left, await tenant.readList());

      tenant.failWith({ operation: 'sources', body, times: 1 });
      const during = await portal.seeProblem('heldBack');

      expect(during.logSources).toEqual(before.logSources);
      expect(during.freshness).toMatchObject({
        stale: true,
        problem: {
          message: expect.stringMatching(
            '^Panther \\(Acme Security\\) suddenly lists less than half',
          ),
        },
      });

      const after = await portal.seeGoodRead(during.freshness.asOf);
      expect(after.logSources).toEqual(before.logSources);
    },
  );

  it('lacks more than half and each time another, none of it is believed', async () => {
    const before = await seeEverything();
    const list = await tenant.readList();
    for (const left of [19, 18, 17]) {
      const body = listOfFirst(left, list);
      tenant.failWith({ operation: 'sources', body, times: 1 });
    }

    const seen = new Set<string>();
    const isNewlyHeldBack = ({ freshness, refresh }: Views) =>
      freshness.problem?.code === 'heldBack' &&
      !seen.has(refresh.attemptedAt ?? '');
    while (seen.size < 3) {
      const during = await portal.seeThat(isNewlyHeldBack);
      seen.add(during.refresh.attemptedAt ?? '');
      expect(during.logSources).toEqual(before.logSources);
    }

    const after = await portal.seeGoodRead(before.freshness.asOf);
    expect(after.logSources).toEqual(before.logSources);
  });

  it('lacks half and no more, that is believed at once', async () => {
    const before = await seeEverything();
    const body = listOfFirst(20, await tenant.readList());
    const problems = new Set<string>();

    tenant.failWith({ operation: 'sources', body });
    await portal.seeThat(({ freshness, logSources }) => {
      if (freshness.problem) {
        problems.add(freshness.problem.code);
      }
      return logSources.statusCounts.gone === 20;
    });
    expect([...problems]).toEqual([]);

    tenant.mend();
    const after = await portal.seeThat(
      ({ logSources }) => logSources.list.length === 40,
    );
    const { statusCounts, checkoutLinks } = before.logSources;
    expect(after.logSources).toMatchObject({ statusCounts, checkoutLinks });
  });

  it.each([
    { name: 'is empty', left: 0, state: 'gone', gone: 40 },
    { name: 'lacks more than half', left: 19, state: 'found', gone: 21 },
  ])(
    '$name in two reads that say the same, it is believed, and nothing is forgotten',
    async ({ left, state, gone }) => {
      const before = await seeEverything();
      const body = listOfFirst(left, await tenant.readList());

      tenant.failWith({ operation: 'sources', body });
      await portal.seeProblem('heldBack');
      const during = await portal.seeThat(
        ({ logSources }) => logSources.statusCounts.gone === gone,
      );

      expect(during.freshness.problem).toBeUndefined();
      expect(during.logSources.list).toHaveLength(left);
      expect(during.logSources.checkoutLinks).toMatchObject([
        { state, logSource: { label: 'Checkout access logs' } },
        { state, logSource: { label: 'Checkout audit trail' } },
      ]);

      tenant.mend();
      const after = await portal.seeThat(
        ({ logSources }) => logSources.list.length === 40,
      );
      expect(after.logSources).toMatchObject({
        checkoutLinks: [
          { state: 'found', logSource: { status: 'healthy' } },
          { state: 'found', logSource: { status: 'unhealthy' } },
        ],
        billingLinks: [{ state: 'found' }],
        statusCounts: before.logSources.statusCounts,
      });
    },
  );
});
