import {
  setUpRefresh,
  stopClock,
  unreachable,
} from './__testUtils__/setUpRefresh';
import {
  accessLogs,
  auditTrail,
  fleetOf,
  listOf,
} from './__testUtils__/sourceLists';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

describe.each(databaseIds)(
  'a refresh that meets a problem on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);
    const setup = async () => setUpRefresh(await database.empty());

    beforeEach(stopClock);
    afterEach(() => jest.useRealTimers());

    it('changes nothing when Panther fails, says why, and recovers', async () => {
      const { read, find, findLogSources } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await read(unreachable, '10:05:00');

      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'healthy',
      });
      const { freshness } = await findLogSources();
      expect(freshness).toMatchObject({
        asOf: '2026-11-22T10:00:00.000Z',
        stale: true,
        problem: { code: 'unreachable', message: 'Panther is down.' },
      });

      await read(listOf(accessLogs), '10:06:00');
      const recovered = await findLogSources();
      expect(recovered.freshness).toMatchObject({
        asOf: '2026-11-22T10:06:00.000Z',
        stale: false,
        problem: undefined,
      });
    });

    it('warns of it, and counts it as what it is', async () => {
      const { read, logger, metrics } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await read(unreachable, '10:05:00');

      expect(logger.warn.mock.calls).toEqual([
        [
          "Could not refresh the log sources of Panther instance 'default': Panther is down.",
          {
            instance: 'default',
            problem: 'unreachable',
            readMs: expect.any(Number),
          },
        ],
      ]);
      expect(metrics.refreshEnded.mock.calls).toEqual([
        [
          {
            instance: 'default',
            outcome: 'ok',
            durationMs: expect.any(Number),
          },
        ],
        [
          {
            instance: 'default',
            outcome: 'unreachable',
            durationMs: expect.any(Number),
          },
        ],
      ]);
    });

    it('makes no side reads', async () => {
      const { read, sideReads } = await setup();
      await read(unreachable, '10:00:00');
      expect(sideReads.run).not.toHaveBeenCalled();
      await read(listOf(accessLogs), '10:01:00');
      expect(sideReads.run).toHaveBeenCalledTimes(1);
    });

    it('keeps the last good copy of a row that is bad, and says so', async () => {
      const { read, find, findLogSources } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await read(
        {
          ...listOf(auditTrail),
          rejected: [
            {
              integrationId: 'access-logs',
              field: 'isHealthy',
              reason: 'is odd',
            },
            {
              integrationId: 'never-good',
              field: 'isHealthy',
              reason: 'is odd',
            },
          ],
        },
        '10:05:00',
      );

      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'healthy',
        readProblem:
          "Panther's entry for this log source cannot be read: isHealthy: is odd.",
      });
      const { unusable } = await findLogSources('never-good', 'missing');
      expect([...unusable.keys()]).toEqual(['never-good']);

      await read(listOf(accessLogs, auditTrail), '10:10:00');
      expect((await find('access-logs'))?.readProblem).toBeUndefined();
    });

    it.each([
      { type: 'x'.repeat(101) },
      { logTypes: ['AWS.ALB', 'x'.repeat(256)] },
      { s3: { bucket: 'a\0b', awsAccountId: '1', prefixes: [] } },
      { s3: { bucket: 'a', awsAccountId: '1'.repeat(101), prefixes: [] } },
      {
        s3: {
          bucket: 'a',
          awsAccountId: '1',
          prefixes: [{ prefix: '\0', logTypes: [], excludedPrefixes: [] }],
        },
      },
    ])('does so with a row that no table can hold (%#)', async odd => {
      const { read, find } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await read(listOf({ ...accessLogs, ...odd }, auditTrail), '10:05:00');
      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'healthy',
        readProblem: expect.stringContaining('is longer than'),
      });
      await expect(find('audit-trail')).resolves.toBeDefined();
    });

    it('does not take a row with an id that no table can hold for one that is missing', async () => {
      const { read, find } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      const odd = { ...accessLogs, integrationId: 'x'.repeat(101) };
      const rejected = [
        { integrationId: 'y\0', field: 'isHealthy', reason: 'is missing' },
      ];
      await read({ ...listOf(odd, auditTrail), rejected }, '10:05:00');
      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'gone',
      });
      await expect(find('audit-trail')).resolves.toBeDefined();
    });

    it('is a failure where no row can be used', async () => {
      const { read, find, findLogSources, metrics } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      const rejected = [
        {
          integrationId: 'access-logs',
          field: 'isHealthy',
          reason: 'expected boolean',
        },
      ];
      await read({ ...listOf(), rejected }, '10:05:00');
      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'healthy',
      });
      const { freshness } = await findLogSources();
      expect(freshness).toMatchObject({
        asOf: '2026-11-22T10:00:00.000Z',
        stale: true,
        problem: {
          code: 'unexpectedAnswer',
          message:
            'None of the log sources that Panther (Acme Security) lists can be read; the first has isHealthy: expected boolean.',
        },
      });
      expect(metrics.refreshEnded).toHaveBeenLastCalledWith(
        expect.objectContaining({ outcome: 'unexpectedAnswer' }),
      );
    });

    it('calls nothing gone while a row hides its id', async () => {
      const { read, find, findLogSources } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await read(
        {
          ...listOf(auditTrail),
          rejected: [{ field: 'integrationId', reason: 'is missing' }],
        },
        '10:05:00',
      );
      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'healthy',
      });
      const { unusable } = await findLogSources('missing');
      expect([...unusable.keys()]).toEqual(['missing']);
    });

    it('holds back a read that would lose more than half of a fleet, until the next says the same', async () => {
      const { read, find, findLogSources, metrics } = await setup();
      await read(fleetOf(20), '10:00:00');

      await read(fleetOf(9), '10:05:00');
      await expect(find('source-19')).resolves.toMatchObject({
        status: 'healthy',
      });
      const { freshness } = await findLogSources();
      expect(freshness).toMatchObject({
        asOf: '2026-11-22T10:00:00.000Z',
        stale: true,
        problem: {
          code: 'heldBack',
          message: expect.stringContaining('less than half of its log sources'),
        },
      });
      expect(metrics.refreshEnded).toHaveBeenLastCalledWith(
        expect.objectContaining({ outcome: 'heldBack' }),
      );

      await read(fleetOf(8), '10:06:00');
      await expect(find('source-19')).resolves.toMatchObject({
        status: 'healthy',
      });

      await read(fleetOf(8), '10:07:00');
      await expect(find('source-19')).resolves.toMatchObject({
        status: 'gone',
      });
      const accepted = await findLogSources();
      expect(accepted.freshness.problem).toBeUndefined();
    });

    it('believes that a small fleet lost more than half', async () => {
      const { read, find } = await setup();
      await read(fleetOf(19), '10:00:00');
      await read(fleetOf(1), '10:05:00');
      await expect(find('source-18')).resolves.toMatchObject({
        status: 'gone',
      });
    });
  },
);
