import { acmeInstance } from '../__testUtils__/acmeInstance';
import {
  setUpRefresh,
  stopClock,
  unreachable,
} from '../refresh/__testUtils__/setUpRefresh';
import {
  accessLogs,
  auditTrail,
  listOf,
} from '../refresh/__testUtils__/sourceLists';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';
import {
  createTestClient,
  createTestPanther,
} from '../__testUtils__/createTestPanther';

const at = '2026-11-22T10:00:00.000Z';

describe.each(databaseIds)('InstancesService on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup(config: Partial<typeof acmeInstance> = {}) {
    const refresh = await setUpRefresh(await database.empty());
    const { knex } = refresh;
    const { sideReads, instances: service } = createTestPanther(knex, {
      targets: [
        {
          instance: { ...acmeInstance, ...config },
          client: createTestClient(),
        },
      ],
    });
    return {
      ...refresh,
      service,
      sideReadStore: sideReads,
      async describeInstance() {
        const { items } = await service.listInstances({ visibility: 'all' });
        expect(items).toHaveLength(1);
        return items[0];
      },
      async noteAccounts(...accounts: string[]): Promise<void> {
        await knex('catalog_aws_accounts').insert(
          accounts.map(account => ({ aws_account_id: account })),
        );
      },
    };
  }

  beforeEach(stopClock);
  afterEach(() => jest.useRealTimers());

  it("tells Panther's own AWS account where it is configured", async () => {
    const { describeInstance } = await setup({ awsAccountId: '444455556666' });
    await expect(describeInstance()).resolves.toMatchObject({
      awsAccountId: '444455556666',
    });
  });

  it('tells of an instance how its last read ended and how its log sources are', async () => {
    const { read, describeInstance } = await setup();
    await read(listOf(accessLogs, auditTrail), '10:00:00');
    await expect(describeInstance()).resolves.toEqual({
      id: 'default',
      title: 'Acme Security',
      reachable: true,
      freshness: {
        instance: 'default',
        title: 'Acme Security',
        consoleUrl: 'https://acme.runpanther.net',
        asOf: at,
        stale: false,
        problem: undefined,
      },
      refresh: { requestedAt: undefined, attemptedAt: at },
      statusCounts: { healthy: 1, unhealthy: 1 },
      writable: false,
      awsAccountId: undefined,
      token: undefined,
      awsAccountsWithoutS3Source: [],
      limitations: [],
    });
  });

  it('tells of one that was never read', async () => {
    const { describeInstance } = await setup();
    await expect(describeInstance()).resolves.toMatchObject({
      reachable: false,
      freshness: { stale: true, problem: { code: 'notReadYet' } },
      refresh: { requestedAt: undefined, attemptedAt: undefined },
      statusCounts: {},
    });
  });

  it('tells of one that does not answer what it was like when it did', async () => {
    const { read, describeInstance } = await setup();
    await read(listOf(accessLogs), '10:00:00');
    await read(unreachable, '10:05:00');
    await expect(describeInstance()).resolves.toMatchObject({
      reachable: false,
      freshness: { asOf: at, problem: { message: 'Panther is down.' } },
      refresh: { attemptedAt: '2026-11-22T10:05:00.000Z' },
      statusCounts: { healthy: 1 },
    });
  });

  it('tells that a read was asked for, until it has been made', async () => {
    const { read, requests, describeInstance } = await setup();
    await requests.add('default', at);
    const asked = await describeInstance();
    expect(asked?.refresh.requestedAt).toBe(at);
    await read(listOf(accessLogs), '10:00:01');
    const made = await describeInstance();
    expect(made?.refresh.requestedAt).toBeUndefined();
  });

  it('counts the log sources that are visible, and no others', async () => {
    const { read, service } = await setup();
    const http = { ...auditTrail, type: 'http', s3: undefined };
    await read(listOf(accessLogs, http), '10:00:00');
    const { items } = await service.listInstances({
      visibility: { property: 'type', values: ['http'] },
    });
    expect(items[0]?.statusCounts).toEqual({ unhealthy: 1 });
  });

  it('is writable with a token that may write', async () => {
    const { describeInstance } = await setup({ manageToken: 'manage-token' });
    await expect(describeInstance()).resolves.toMatchObject({ writable: true });
  });

  it('tells what the token may do, also while Panther does not', async () => {
    const { sideReadStore, describeInstance } = await setup();
    const token = { permissions: ['LogSourceRead'], expiresAt: at };
    await sideReadStore.replaceToken('default', { at, token });
    await expect(describeInstance()).resolves.toMatchObject({ token });

    await sideReadStore.noteFailure('default', 'token', {
      at,
      problem: { code: 'unreachable', message: 'Down.' },
    });
    await expect(describeInstance()).resolves.toMatchObject({ token });
  });

  it('tells nothing of the token when it may not describe itself any more', async () => {
    const { sideReadStore, describeInstance } = await setup();
    const token = { permissions: ['LogSourceRead'] };
    await sideReadStore.replaceToken('default', { at, token });
    await sideReadStore.noteFailure('default', 'token', {
      at,
      problem: { code: 'permissionMissing', message: 'No.' },
    });
    expect((await describeInstance())?.token).toBeUndefined();
  });

  it('tells what could not be read, and why', async () => {
    const { sideReadStore, describeInstance } = await setup();
    await sideReadStore.replaceReasons('default', {
      at,
      errors: [],
      limitation: 'There are more.',
    });
    await expect(describeInstance()).resolves.toMatchObject({
      limitations: [{ about: 'reasons', message: 'There are more.' }],
    });

    for (const about of ['token', 'logTypes', 'reasons'] as const) {
      const message = `No ${about}.`;
      await sideReadStore.noteFailure('default', about, {
        at,
        problem: { code: 'permissionMissing', message },
      });
    }
    await expect(describeInstance()).resolves.toMatchObject({
      limitations: [
        { about: 'reasons', message: 'No reasons.' },
        { about: 'logTypes', message: 'No logTypes.' },
        { about: 'token', message: 'No token.' },
      ],
    });
  });

  it('names the AWS accounts of the catalog that no S3 source reads from', async () => {
    const { read, knex, noteAccounts, describeInstance } = await setup();
    const accounts = async () =>
      (await describeInstance())?.awsAccountsWithoutS3Source;
    await noteAccounts('999900001111', '111122223333', '444455556666');
    // Before the first read, nobody knows.
    await expect(accounts()).resolves.toBeUndefined();

    await read(listOf(accessLogs, { ...auditTrail, type: 'sqs' }), '10:00:00');
    await expect(accounts()).resolves.toEqual(['444455556666', '999900001111']);

    await knex('log_sources').update({ instance: 'eu' });
    await expect(accounts()).resolves.toHaveLength(3);
    await knex('log_sources').update({ instance: 'default' });

    await read(listOf({ ...auditTrail, type: 'sqs' }), '10:05:00');
    await expect(accounts()).resolves.toEqual([
      '111122223333',
      '444455556666',
      '999900001111',
    ]);
  });

  it('names no AWS accounts to somebody who may see a part of the log sources', async () => {
    const { read, noteAccounts, service } = await setup();
    await noteAccounts('444455556666');
    await read(listOf(accessLogs), '10:00:00');
    const { items } = await service.listInstances({
      visibility: { property: 'type', values: ['aws-s3'] },
    });
    expect(items[0]).not.toHaveProperty('awsAccountsWithoutS3Source');
    expect(items[0]).toHaveProperty('statusCounts', { healthy: 1 });
  });

  it('asks the database the same number of questions however much there is', async () => {
    const { read, knex, describeInstance } = await setup();
    const statements = new Array<string>();
    const count = async () => {
      statements.length = 0;
      await describeInstance();
      return statements.length;
    };
    knex.on('query', ({ sql }) => statements.push(sql));
    const empty = await count();
    await read(listOf(accessLogs, auditTrail), '10:00:00');
    expect(empty).toBe(4);
    await expect(count()).resolves.toBe(4);
  });
});
