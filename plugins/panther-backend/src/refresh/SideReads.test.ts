import { mockServices } from '@backstage/backend-test-utils';
import { acmeInstance } from '../__testUtils__/acmeInstance';
import { TenantError, TenantFailure } from '../tenant/errors';
import { OwnApiToken, PantherSchema, SystemErrorList } from '../tenant/types';
import { stopClock } from './__testUtils__/setUpRefresh';
import { SideReads } from './SideReads';
import { SideReadStore } from '../inventory/SideReadStore';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const audit = { instance: 'default', integrationId: 'audit-trail' };
const denied = {
  sourceId: 'audit-trail',
  kind: 'SOURCE_PERMISSIONS_CHECKS',
  title: 'Panther may not read the bucket',
  raisedAt: '2026-11-22T08:00:00.000Z',
};
const noErrors: SystemErrorList = { errors: [], complete: true };
const cloudTrail: PantherSchema = {
  name: 'AWS.CloudTrail',
  isArchived: false,
  isManaged: true,
};
const token: OwnApiToken = {
  name: 'portal',
  permissions: ['LogSourceRead'],
  expiresAt: '2027-01-01T00:00:00.000Z',
};

function failure(code: TenantFailure, message: string): TenantError {
  return new TenantError(code, message, { instance: 'default', asked: 'tell' });
}

describe.each(databaseIds)('SideReads on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup() {
    const knex = await database.empty();
    const store = new SideReadStore(knex);
    const logger = mockServices.logger.mock();
    const client = {
      listSystemErrors: jest.fn().mockResolvedValue(noErrors),
      listSchemas: jest.fn().mockResolvedValue([cloudTrail]),
      getOwnApiToken: jest.fn().mockResolvedValue(token),
    };
    const sideReads = new SideReads({
      instance: acmeInstance,
      client,
      store,
      logger,
    });
    return {
      knex,
      store,
      logger,
      client,
      async runAt(at: string, signal?: AbortSignal): Promise<void> {
        jest.setSystemTime(new Date(`2026-11-22T${at}Z`));
        await sideReads.run(signal);
      },
      async reasonsOfAudit() {
        const reasons = await store.findReasons([audit]);
        return reasons.get('default:audit-trail')?.map(({ title }) => title);
      },
    };
  }

  beforeEach(stopClock);
  afterEach(() => jest.useRealTimers());

  it('read the system errors of the last 30 days every time, and the rest once an hour', async () => {
    const { client, runAt } = await setup();
    const { signal } = new AbortController();
    await runAt('10:00:00', signal);
    expect(client.listSystemErrors).toHaveBeenCalledWith({
      after: new Date('2026-10-23T10:00:00Z'),
      before: new Date('2026-11-22T10:00:00Z'),
      signal,
    });
    expect(client.listSchemas).toHaveBeenCalledWith({ signal });
    expect(client.getOwnApiToken).toHaveBeenCalledWith({ signal });

    await runAt('10:59:59');
    expect(client.listSystemErrors).toHaveBeenCalledTimes(2);
    expect(client.listSchemas).toHaveBeenCalledTimes(1);
    expect(client.getOwnApiToken).toHaveBeenCalledTimes(1);

    await runAt('11:00:00');
    expect(client.listSchemas).toHaveBeenCalledTimes(2);
    expect(client.getOwnApiToken).toHaveBeenCalledTimes(2);
  });

  it('keep what the token may do and until when', async () => {
    const { store, runAt } = await setup();
    await runAt('10:00:00');
    await expect(store.listStates('default')).resolves.toMatchObject({
      token: {
        attemptedAt: '2026-11-22T10:00:00.000Z',
        succeededAt: '2026-11-22T10:00:00.000Z',
        problem: undefined,
        value: {
          permissions: ['LogSourceRead'],
          expiresAt: '2027-01-01T00:00:00.000Z',
        },
      },
    });
  });

  it('keep the log types that are not archived, each once, instead of those before', async () => {
    const { client, knex, runAt } = await setup();
    const names = async () =>
      (await knex('log_types').orderBy('name')).map(({ name }) => name);
    client.listSchemas.mockResolvedValue([
      cloudTrail,
      cloudTrail,
      { ...cloudTrail, name: 'Custom.Old', isArchived: true },
      { ...cloudTrail, name: 'Custom.BillingWorker', isManaged: false },
    ]);
    await runAt('10:00:00');
    await expect(names()).resolves.toEqual([
      'AWS.CloudTrail',
      'Custom.BillingWorker',
    ]);

    client.listSchemas.mockResolvedValue([cloudTrail]);
    await runAt('11:00:00');
    await expect(names()).resolves.toEqual(['AWS.CloudTrail']);
  });

  it('lose nothing to a failure, keep its sentence, and go on with the rest', async () => {
    const { client, store, knex, reasonsOfAudit, runAt } = await setup();
    client.listSystemErrors.mockResolvedValue({
      errors: [denied],
      complete: true,
    });
    await runAt('10:00:00');

    const down = failure('unreachable', 'Panther is down.');
    client.listSystemErrors.mockRejectedValue(down);
    client.listSchemas.mockRejectedValue(down);
    client.getOwnApiToken.mockRejectedValue(down);
    await runAt('11:00:00');

    await expect(reasonsOfAudit()).resolves.toEqual([denied.title]);
    await expect(knex('log_types')).resolves.toHaveLength(1);
    const failed = {
      attemptedAt: '2026-11-22T11:00:00.000Z',
      succeededAt: '2026-11-22T10:00:00.000Z',
      problem: { code: 'unreachable', message: 'Panther is down.' },
    };
    await expect(store.listStates('default')).resolves.toMatchObject({
      reasons: failed,
      logTypes: failed,
      token: { ...failed, value: { permissions: ['LogSourceRead'] } },
    });
  });

  it('try again with the next refresh, or after an hour where the problem lasts', async () => {
    const { client, store, runAt } = await setup();
    client.listSystemErrors.mockRejectedValueOnce(
      failure('permissionMissing', 'The token may not read alerts.'),
    );
    client.listSchemas.mockRejectedValueOnce(failure('timedOut', 'Too slow.'));
    client.getOwnApiToken.mockRejectedValueOnce(
      failure('unexpectedAnswer', 'There is no such path.'),
    );
    await runAt('10:00:00');
    await runAt('10:05:00');
    expect(client.listSystemErrors).toHaveBeenCalledTimes(1);
    expect(client.listSchemas).toHaveBeenCalledTimes(2);
    expect(client.getOwnApiToken).toHaveBeenCalledTimes(1);

    await runAt('11:00:00');
    expect(client.listSystemErrors).toHaveBeenCalledTimes(2);
    expect(client.getOwnApiToken).toHaveBeenCalledTimes(2);
    const states = await store.listStates('default');
    expect(Object.values(states).map(({ problem }) => problem)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('warn of a failure once, and again when it is another', async () => {
    const { client, logger, runAt } = await setup();
    const fail = (message: string) =>
      client.listSystemErrors.mockRejectedValueOnce(
        failure('unreachable', message),
      );
    fail('Panther is down.');
    await runAt('10:00:00');
    fail('Panther is down.');
    await runAt('10:05:00');
    expect(logger.warn.mock.calls).toEqual([
      ['Panther is down.', { instance: 'default' }],
    ]);

    fail('Panther is odd.');
    await runAt('10:10:00');
    await runAt('10:15:00');
    fail('Panther is odd.');
    await runAt('10:20:00');
    expect(logger.warn.mock.calls.map(([message]) => message)).toEqual([
      'Panther is down.',
      'Panther is odd.',
      'Panther is odd.',
    ]);
  });

  it('say that there are more system errors than were read, and warn of it once', async () => {
    const { client, store, logger, runAt } = await setup();
    const limitation = async () =>
      (await store.listStates('default')).reasons?.value?.limitation;
    client.listSystemErrors.mockResolvedValue({ errors: [], complete: false });
    await runAt('10:00:00');
    await runAt('10:05:00');
    await expect(limitation()).resolves.toBe(
      'Panther (Acme Security) has more open system errors of the last 30 days than are read at once, or some that cannot be read, so that log sources may show no reason although there is one; resolve old system errors in the Panther Console.',
    );
    expect(logger.warn).toHaveBeenCalledTimes(1);

    client.listSystemErrors.mockResolvedValue(noErrors);
    await runAt('10:10:00');
    await expect(limitation()).resolves.toBeUndefined();
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('end with the reason of a signal that cancels them', async () => {
    const { client, store, runAt } = await setup();
    const cancelled = new DOMException('The task is over', 'AbortError');
    for (const call of Object.values(client)) {
      call.mockRejectedValue(cancelled);
    }
    await expect(runAt('10:00:00')).rejects.toBe(cancelled);
    await expect(store.listStates('default')).resolves.toEqual({});
  });

  it('do not wait for each other', async () => {
    const { client, runAt } = await setup();
    client.listSystemErrors.mockReturnValue(
      new Promise(resolve => {
        client.getOwnApiToken.mockImplementation(async () => {
          resolve(noErrors);
          return token;
        });
      }),
    );
    await expect(runAt('10:00:00')).resolves.toBeUndefined();
  });
});
