import { acmeInstance } from '../__testUtils__/acmeInstance';
import { setUpRefresh, stopClock } from './__testUtils__/setUpRefresh';
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

/** The same, whose last event Panther fails to tell this time. */
const untoldTime = {
  ...accessLogs,
  lastEventReceivedAt: undefined,
  degradedFields: ['lastEventReceivedAt'],
};

describe.each(databaseIds)('InstanceRefresh on %s', databaseId => {
  const database = createTestDatabase(databaseId);
  const setup = async () => setUpRefresh(await database.empty());

  beforeEach(stopClock);
  afterEach(() => jest.useRealTimers());

  it('makes what Panther lists findable, with its status and since when', async () => {
    const { read, find } = await setup();

    await read(listOf(accessLogs, auditTrail), '10:00:00');

    await expect(find('access-logs')).resolves.toMatchObject({
      ref: 'default:access-logs',
      label: 'Checkout access logs',
      status: 'healthy',
      statusSince: '2026-11-22T10:00:00.000Z',
      lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
    });
    await expect(find('audit-trail')).resolves.toMatchObject({
      status: 'unhealthy',
    });
  });

  it('says before the first read that there has been none', async () => {
    const { findLogSources } = await setup();
    const { freshness } = await findLogSources('x');
    expect(freshness).toMatchObject({
      asOf: undefined,
      stale: true,
      problem: { code: 'notReadYet' },
    });
  });

  it('keeps every change of status with its time', async () => {
    const { read, find, inventory } = await setup();
    await read(listOf(accessLogs), '10:00:00');
    await read(listOf(accessLogs), '10:05:00');
    await read(listOf({ ...accessLogs, isHealthy: false }), '10:10:00');

    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'unhealthy',
      statusSince: '2026-11-22T10:10:00.000Z',
    });
    const { items } = await inventory.getHistory(
      { instance: 'default', integrationId: 'access-logs' },
      { visibility: 'all' },
    );
    expect(items).toEqual([
      { status: 'unhealthy', changedAt: '2026-11-22T10:10:00.000Z' },
      { status: 'healthy', changedAt: '2026-11-22T10:00:00.000Z' },
    ]);
  });

  it('writes event times every time, and a configuration only when it changed', async () => {
    const { read, find, knex } = await setup();
    await read(listOf(accessLogs), '10:00:00');
    const statements = new Array<string>();
    knex.on('query', ({ sql }) => statements.push(sql));

    await read(
      listOf({
        ...accessLogs,
        lastEventReceivedAt: '2026-11-22T10:04:00.000Z',
      }),
      '10:05:00',
    );

    expect(
      statements.filter(sql =>
        /^(insert into|update|delete from) .(log_source[^_]|s3)/.test(sql),
      ),
    ).toEqual([]);
    await expect(find('access-logs')).resolves.toMatchObject({
      lastEventReceivedAt: '2026-11-22T10:04:00.000Z',
    });

    await read(listOf({ ...accessLogs, label: 'Renamed' }), '10:10:00');
    await expect(find('access-logs')).resolves.toMatchObject({
      label: 'Renamed',
      statusSince: '2026-11-22T10:00:00.000Z',
    });
  });

  it('keeps an event time that Panther once fails to tell', async () => {
    const { read, find } = await setup();
    await read(listOf(accessLogs), '10:00:00');
    await read(listOf(untoldTime), '10:05:00');
    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'healthy',
      lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
    });
  });

  it('keeps a log source silent of which Panther fails to tell the last event', async () => {
    const { read, find, knex } = await setup();
    const lastEventReceivedAt = '2026-11-12T10:00:00.000Z';
    await read(listOf({ ...accessLogs, lastEventReceivedAt }), '10:00:00');
    await read(listOf(untoldTime), '10:05:00');
    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'silent',
      statusSince: '2026-11-22T10:00:00.000Z',
      lastEventReceivedAt,
    });
    await expect(knex('status_changes').pluck('status')).resolves.toEqual([
      'silent',
    ]);
  });

  it('keeps a log source that disappeared, as gone, and takes it back', async () => {
    const { read, find } = await setup();
    await read(listOf(accessLogs, auditTrail), '10:00:00');
    await read(listOf(auditTrail), '10:05:00');
    await expect(find('access-logs')).resolves.toMatchObject({
      label: 'Checkout access logs',
      status: 'gone',
      statusSince: '2026-11-22T10:05:00.000Z',
    });

    await read(listOf(accessLogs, auditTrail), '10:10:00');
    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'healthy',
    });
  });

  it('forgets what is long gone, and old changes', async () => {
    const { read, find, store, knex } = await setup();
    await read(listOf(accessLogs, auditTrail), '10:00:00');
    await read(listOf(auditTrail), '10:05:00');

    await store.forgetBefore('2026-11-22T10:05:00.000Z');
    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'gone',
    });

    await store.forgetBefore('2026-11-22T10:05:01.000Z');
    await expect(find('access-logs')).resolves.toBeUndefined();
    await expect(find('audit-trail')).resolves.toBeDefined();
    await expect(knex('status_changes')).resolves.toEqual([]);
  });

  it('takes a thousand log sources, and gives everybody else a turn all the while', async () => {
    const { read, store } = await setup();
    let turns = 0;
    let counting = setImmediate(function count() {
      turns += 1;
      counting = setImmediate(count);
    });
    await read(fleetOf(1_000), '10:00:00');
    clearImmediate(counting);

    await read(fleetOf(1_000), '10:05:00');
    await expect(store.countByStatus('default', 'all')).resolves.toEqual({
      healthy: 1_000,
    });
    // Between each 250 of them, in making the rows and in writing them to five tables. The benchmark
    // measures how long ten thousand of them keep the event loop.
    expect(turns).toBeGreaterThanOrEqual(6 * (1_000 / 250 - 1));
  });

  it('logs one line for each read, with what it took and what it changed', async () => {
    const { read, logger } = await setup();
    await read(listOf(accessLogs, auditTrail), '10:00:00');
    expect(logger.info.mock.calls).toEqual([
      [
        "Read 2 log sources of Panther instance 'default'",
        {
          instance: acmeInstance.id,
          readMs: expect.any(Number),
          writeMs: expect.any(Number),
          changed: 2,
          statusChanges: 2,
          unusable: 0,
        },
      ],
    ]);
    expect(logger.warn).not.toHaveBeenCalled();
  });
});
