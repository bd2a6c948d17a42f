import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { LogSource } from 'backstage-plugin-panther-common';
import { acmeInstance } from '../__testUtils__/acmeInstance';
import { TenantError } from '../tenant/errors';
import { PantherSource, SourceList } from '../tenant/types';
import { InstanceRefresh } from './InstanceRefresh';
import { InventoryStore } from './InventoryStore';
import { StoredInventory } from './StoredInventory';

jest.setTimeout(60_000);

const accessLogs: PantherSource = {
  integrationId: 'access-logs',
  label: 'Checkout access logs',
  type: 'aws-s3',
  isEditable: true,
  isHealthy: true,
  logTypes: ['AWS.ALB'],
  createdAt: '2026-01-01T00:00:00.000Z',
  lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
  degradedFields: [],
};
const auditTrail: PantherSource = {
  ...accessLogs,
  integrationId: 'audit-trail',
  label: 'Checkout audit trail',
  isHealthy: false,
};

function listOf(...sources: PantherSource[]): SourceList {
  return { sources, rejected: [], unavailableFields: [] };
}

function fleetOf(size: number): SourceList {
  return listOf(
    ...Array.from({ length: size }, (_, index) => ({
      ...accessLogs,
      integrationId: `source-${index}`,
    })),
  );
}

const unreachable = new TenantError('unreachable', 'Panther is down.', {
  instance: 'default',
  asked: 'list the log sources',
});

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('InstanceRefresh on %s', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });

  async function setup(id: TestDatabaseId = databaseId) {
    const knex = await databases.init(id);
    const store = await InventoryStore.create(mockServices.database({ knex }));
    const listSources = jest.fn<Promise<SourceList>, []>();
    const refresh = new InstanceRefresh({
      instance: acmeInstance,
      client: { listSources },
      store,
      logger: mockServices.logger.mock(),
    });
    const inventory = new StoredInventory({ instances: [acmeInstance], store });
    return {
      knex,
      store,
      inventory,
      listSources,
      async read(list: SourceList | Error, at: string) {
        jest.setSystemTime(new Date(`2026-11-22T${at}Z`));
        if (list instanceof Error) {
          listSources.mockRejectedValueOnce(list);
        } else {
          listSources.mockResolvedValueOnce(list);
        }
        await refresh.run();
      },
      refresh,
      async find(integrationId: string): Promise<LogSource | undefined> {
        const { logSources } = await inventory.findLogSources('default', [
          integrationId,
        ]);
        return logSources.get(integrationId);
      },
    };
  }

  beforeEach(() => {
    jest.useFakeTimers({
      now: new Date('2026-11-22T10:00:00Z'),
      // The databases wait with these.
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'],
    });
  });
  afterEach(() => jest.useRealTimers());

  it('makes what Panther lists findable, with its status and since when', async () => {
    const { read, find, inventory } = await setup();

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
    await expect(inventory.listInstances()).resolves.toEqual([
      {
        id: 'default',
        title: 'Acme Security',
        reachable: true,
        freshness: {
          instance: 'default',
          title: 'Acme Security',
          consoleUrl: 'https://acme.runpanther.net',
          asOf: '2026-11-22T10:00:00.000Z',
          stale: false,
          problem: undefined,
        },
        statusCounts: { healthy: 1, unhealthy: 1 },
        writable: false,
      },
    ]);
  });

  it('says before the first read that there has been none', async () => {
    const { inventory } = await setup();
    const { freshness } = await inventory.findLogSources('default', ['x']);
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
    await expect(
      inventory.getHistory({
        instance: 'default',
        integrationId: 'access-logs',
      }),
    ).resolves.toEqual({
      items: [
        { status: 'unhealthy', changedAt: '2026-11-22T10:10:00.000Z' },
        { status: 'healthy', changedAt: '2026-11-22T10:00:00.000Z' },
      ],
    });
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
      statements.filter(sql => /^(insert into|update) .log_sources/.test(sql)),
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
    await read(
      listOf({
        ...accessLogs,
        lastEventReceivedAt: undefined,
        degradedFields: ['lastEventReceivedAt'],
      }),
      '10:05:00',
    );
    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'healthy',
      lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
    });
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

  it('changes nothing when Panther fails, says why, and recovers', async () => {
    const { read, find, inventory } = await setup();
    await read(listOf(accessLogs), '10:00:00');
    await read(unreachable, '10:05:00');

    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'healthy',
    });
    const { freshness } = await inventory.findLogSources('default', []);
    expect(freshness).toMatchObject({
      asOf: '2026-11-22T10:00:00.000Z',
      stale: true,
      problem: { code: 'unreachable', message: 'Panther is down.' },
    });

    await read(listOf(accessLogs), '10:06:00');
    const recovered = await inventory.findLogSources('default', []);
    expect(recovered.freshness).toMatchObject({
      asOf: '2026-11-22T10:06:00.000Z',
      stale: false,
      problem: undefined,
    });
  });

  it('keeps the last good copy of a row that is bad, and says so', async () => {
    const { read, find, inventory } = await setup();
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
          { integrationId: 'never-good', field: 'isHealthy', reason: 'is odd' },
        ],
      },
      '10:05:00',
    );

    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'healthy',
      readProblem:
        "Panther's entry for this log source cannot be read: isHealthy: is odd.",
    });
    const { unusable } = await inventory.findLogSources('default', [
      'never-good',
      'missing',
    ]);
    expect([...unusable.keys()]).toEqual(['never-good']);

    await read(listOf(accessLogs, auditTrail), '10:10:00');
    expect((await find('access-logs'))?.readProblem).toBeUndefined();
  });

  it('calls nothing gone while a row hides its id', async () => {
    const { read, find, inventory } = await setup();
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
    const { unusable } = await inventory.findLogSources('default', ['missing']);
    expect([...unusable.keys()]).toEqual(['missing']);
  });

  it('holds back a read that would lose more than half of a fleet, until the next says the same', async () => {
    const { read, find, inventory } = await setup();
    await read(fleetOf(20), '10:00:00');

    await read(fleetOf(9), '10:05:00');
    await expect(find('source-19')).resolves.toMatchObject({
      status: 'healthy',
    });
    const { freshness } = await inventory.findLogSources('default', []);
    expect(freshness).toMatchObject({
      asOf: '2026-11-22T10:00:00.000Z',
      stale: true,
      problem: {
        code: 'heldBack',
        message: expect.stringContaining('11 of 20 log sources'),
      },
    });

    await read(fleetOf(8), '10:06:00');
    await expect(find('source-19')).resolves.toMatchObject({
      status: 'healthy',
    });

    await read(fleetOf(8), '10:07:00');
    await expect(find('source-19')).resolves.toMatchObject({ status: 'gone' });
    const accepted = await inventory.findLogSources('default', []);
    expect(accepted.freshness.problem).toBeUndefined();
  });

  it('believes that a small fleet lost more than half', async () => {
    const { read, find } = await setup();
    await read(fleetOf(19), '10:00:00');
    await read(fleetOf(1), '10:05:00');
    await expect(find('source-18')).resolves.toMatchObject({ status: 'gone' });
  });

  it('does not ask Panther again while the last good read is younger than the period', async () => {
    const { read, refresh, listSources, store } = await setup();
    await read(listOf(accessLogs), '10:00:00');

    jest.setSystemTime(new Date('2026-11-22T10:04:20Z'));
    await refresh.run();
    expect(listSources).toHaveBeenCalledTimes(1);

    await store.requestRead('default', '2026-11-22T10:04:21.000Z');
    await read(listOf(accessLogs), '10:04:22');
    expect(listSources).toHaveBeenCalledTimes(2);

    await refresh.run();
    expect(listSources).toHaveBeenCalledTimes(2);

    await read(listOf(accessLogs), '10:08:52');
    expect(listSources).toHaveBeenCalledTimes(3);
  });

  it('forgets what is long gone, and old changes', async () => {
    const { read, find, store, inventory } = await setup();
    await read(listOf(accessLogs, auditTrail), '10:00:00');
    await read(listOf(auditTrail), '10:05:00');

    await store.forgetBefore('2026-11-22T10:05:00.000Z');
    await expect(find('access-logs')).resolves.toMatchObject({
      status: 'gone',
    });

    await store.forgetBefore('2026-11-22T10:05:01.000Z');
    await expect(find('access-logs')).resolves.toBeUndefined();
    await expect(find('audit-trail')).resolves.toBeDefined();
    await expect(
      inventory.getHistory({
        instance: 'default',
        integrationId: 'access-logs',
      }),
    ).resolves.toEqual({ items: [] });
  });

  it('takes ten thousand log sources', async () => {
    const { read, inventory } = await setup();
    await read(fleetOf(10_000), '10:00:00');
    await read(fleetOf(10_000), '10:05:00');
    const [instance] = await inventory.listInstances();
    expect(instance?.statusCounts).toEqual({ healthy: 10_000 });
  });

  it('has tables that can be taken down again', async () => {
    const { knex } = await setup();
    await knex.migrate.rollback({
      directory: `${__dirname}/../../migrations`,
    });
    await expect(knex.schema.hasTable('log_sources')).resolves.toBe(false);
  });
});
