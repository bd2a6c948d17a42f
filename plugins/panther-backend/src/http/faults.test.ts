import { TestDatabases } from '@backstage/backend-test-utils';
import { startFragileTenant } from '../__testUtils__/startFragileTenant';
import { startRefreshedPortal } from '../__testUtils__/startRefreshedPortal';

type FragileTenant = Awaited<ReturnType<typeof startFragileTenant>>;

interface Failure {
  name: string;
  fault: Parameters<FragileTenant['failWith']>[0];
  code: string;
  sentence: RegExp;
}

/** At its worst, Panther repeats the token that it was sent. */
const body = { message: 'no luck with sandbox-token' };

const failures: Failure[] = [
  {
    name: 'refuses the token (401)',
    fault: { status: 401, body },
    code: 'tokenRefused',
    sentence:
      /^Panther \(Acme Security\) refuses the token in panther\.apiToken; set it to a valid API/,
  },
  {
    name: 'does not let the token list log sources (403)',
    fault: { status: 403, body },
    code: 'permissionMissing',
    sentence:
      /^Panther \(Acme Security\) does not let the token in panther\.apiToken list the log sour/,
  },
  {
    name: 'has been asked too often (429 with Retry-After)',
    fault: { status: 429, headers: { 'retry-after': '120' }, body },
    code: 'unreachable',
    sentence:
      /^Panther \(Acme Security\) was asked too often to list the log sources; .* 120 seconds\.$/,
  },
  {
    name: 'breaks (500)',
    fault: { status: 500, body },
    code: 'unreachable',
    sentence:
      /^Panther \(Acme Security\) failed to list the log sources: no luck with .*; try again/,
  },
  {
    name: 'is not available (503)',
    fault: { status: 503, body },
    code: 'unreachable',
    sentence:
      /^Panther \(Acme Security\) failed to list the log sources: no luck with .*; try again/,
  },
  {
    name: 'answers later than the time limit of a refresh',
    fault: { delayMs: 30_000 },
    code: 'unreachable',
    sentence:
      /^Panther \(Acme Security\) took too long to list the log sources; try again later/,
  },
  {
    name: 'drops the connection',
    fault: { drop: true },
    code: 'unreachable',
    sentence:
      /^Panther \(Acme Security\) cannot be reached at 127\.0\.0\.1:\d+: the connection broke off/,
  },
  {
    name: 'breaks off in the middle of an answer',
    fault: {
      headers: { 'content-length': '100000', connection: 'close' },
      body: '{"data":{"sources":{"edges":[{"node":{"integrationId":"3f6c',
    },
    code: 'unreachable',
    sentence:
      /cannot be reached at 127\.0\.0\.1:\d+: the connection broke off .+; check panther\.apiUrl/,
  },
];

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('on %s, while Panther', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });
  let tenant: FragileTenant;
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

  // To the database, they are all the same.
  const tried = databaseId === 'SQLITE_3' ? failures : failures.slice(4, 6);

  it.each(tried)(
    '$name, every view shows what was last read and says so, and recovers by itself',
    async ({ fault, code, sentence }) => {
      const before = await portal.seeGoodRead();
      expect(before.logSources.list).toHaveLength(40);
      expect(before).toMatchObject({
        logSources: {
          checkoutLinks: [
            { state: 'found', logSource: { label: 'Checkout access logs' } },
            { state: 'found', logSource: { label: 'Checkout audit trail' } },
          ],
          billingLinks: [
            { state: 'found', logSource: { label: 'Billing worker logs' } },
          ],
          accessLogs: { label: 'Checkout access logs', status: 'healthy' },
          auditTrailHistory: [{ status: 'unhealthy' }],
        },
        reachable: true,
      });

      tenant.failWith(fault);
      const during = await portal.seeProblem(code);

      expect(during).toEqual({
        logSources: before.logSources,
        freshness: {
          instance: 'default',
          title: 'Acme Security',
          asOf: expect.any(String),
          stale: true,
          problem: { code, message: expect.stringMatching(sentence) },
        },
        refresh: { attemptedAt: expect.any(String) },
        reachable: false,
      });

      tenant.mend();
      const after = await portal.seeGoodRead(during.freshness.asOf);

      expect(after.logSources).toEqual(before.logSources);
      expect(after.reachable).toBe(true);
    },
  );
});
