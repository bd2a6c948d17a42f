import { PantherApi } from 'backstage-plugin-panther-common';
import { PantherService } from 'backstage-plugin-panther-node';
import {
  createSilentSource,
  pace,
  readLog,
} from '../__testUtils__/awaitingEvents';
import { ACCESS_LOGS } from 'panther-test-portal';
import { refundLogs } from '../__testUtils__/refundLogs';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { users } from '../__testUtils__/users';
import { createLogSourceAwaitEventsAction } from './logSourceAwaitEvents';
import { createS3SourceCreateAction } from './s3SourceCreate';

describe('panther:logSource:awaitEvents', () => {
  let portal: Portal;
  let action: ReturnType<typeof createLogSourceAwaitEventsAction>;

  beforeAll(async () => {
    portal = await startPortal({ sandbox: { firstEventAfterMs: 60_000 } });
    action = createLogSourceAwaitEventsAction({ ...portal, pace });
  });
  afterAll(() => portal.stop());

  /** The real service, whose clients do something else too. */
  function withClient(change: (client: PantherApi) => void): PantherService {
    return {
      getClient(options) {
        const client = portal.panther.getClient(options);
        change(client);
        return client;
      },
    };
  }

  it('goes on without a read out of turn for a user who may not have one', async () => {
    const { logSourceRef } = await createSilentSource(portal);
    const { lines, logger } = readLog();
    await expect(
      runStep(action, {
        input: { logSourceRef, timeoutSeconds: 1 },
        credentials: users.guest,
        logger,
      }),
    ).resolves.toMatchObject({ received: false });
    expect(
      lines.filter(line => line.includes('panther.instance.refresh')),
    ).toHaveLength(1);
  });

  it('waits for an unhealthy one too, and logs once what is wrong', async () => {
    const { label, logSourceRef } = await createSilentSource(portal);
    const { lines, logger } = readLog();
    // No log source of the tenant is both.
    const panther = withClient(client => {
      const getLogSource = client.getLogSource.bind(client);
      client.getLogSource = async (...parts) => {
        const answer = await getLogSource(...parts);
        answer.logSource.status = 'unhealthy';
        answer.logSource.reasons = [
          { kind: 'X', title: 'Cannot assume role', raisedAt: '2026-11-22' },
        ];
        return answer;
      };
    });
    const outputs = await runStep(
      createLogSourceAwaitEventsAction({ panther, pace }),
      { input: { logSourceRef, timeoutSeconds: 1 }, logger },
    );
    expect(outputs).toMatchObject({
      received: false,
      status: 'unhealthy',
      message: `Panther (Acme Security) has received no event of '${label}' after 1 second, and Panther says it is unhealthy: Cannot assume role.`,
    });
    expect(lines.filter(line => /does not work yet/.test(line))).toEqual([
      `The log source '${label}' does not work yet: Panther says it is unhealthy: Cannot assume role.`,
    ]);
  });

  it('bears with a backend that fails for a while', async () => {
    const { label, logSourceRef } = await createSilentSource(portal);
    const { lines, logger } = readLog();
    let looks = 0;
    const panther = withClient(client => {
      const getLogSource = client.getLogSource.bind(client);
      client.getLogSource = async (...parts) => {
        looks += 1;
        if (looks < 4) {
          throw new TypeError('fetch failed');
        }
        return getLogSource(...parts);
      };
    });
    await expect(
      runStep(createLogSourceAwaitEventsAction({ panther, pace }), {
        input: { logSourceRef, timeoutSeconds: 1 },
        logger,
      }),
    ).resolves.toMatchObject({
      received: false,
      message: expect.stringContaining(`no event of '${label}'`),
    });
    expect(lines.filter(line => /did not answer/.test(line))).toHaveLength(1);
  });

  it('fails at the limit with why it knows nothing', async () => {
    const panther = withClient(client => {
      client.getLogSource = async () => {
        throw new TypeError('fetch failed');
      };
    });
    await expect(
      runStep(createLogSourceAwaitEventsAction({ panther, pace }), {
        input: { logSourceRef: ACCESS_LOGS, timeoutSeconds: 1 },
      }),
    ).rejects.toThrow('did not answer: fetch failed');
  });

  it('fails at the limit where the backend never answers', async () => {
    const panther = withClient(client => {
      client.getLogSource = (_ref, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', reject);
        });
    });
    await expect(
      runStep(createLogSourceAwaitEventsAction({ panther, pace }), {
        input: { logSourceRef: ACCESS_LOGS, timeoutSeconds: 1 },
      }),
    ).rejects.toThrow('did not answer for 1 second');
  });

  it('speaks and asks for a read at its pace, and not at every look', async () => {
    const { logSourceRef } = await createSilentSource(portal);
    const { lines, logger } = readLog();
    const asked = jest.fn();
    const slow = createLogSourceAwaitEventsAction({
      panther: withClient(client => {
        const refreshInstance = client.refreshInstance.bind(client);
        client.refreshInstance = async (...parts) => {
          asked();
          return refreshInstance(...parts);
        };
      }),
      pace: { lookMs: 20, refreshMs: 800 },
    });
    await runStep(slow, {
      input: { logSourceRef, timeoutSeconds: 2 },
      logger,
    });
    expect(asked).toHaveBeenCalledTimes(3);
    expect(lines.filter(line => /aiting/.test(line))).toHaveLength(3);
  });
});

describe('panther:logSource:awaitEvents where Panther cannot be read', () => {
  it('says that it does not know, and why', async () => {
    const portal = await startPortal();
    const { logSourceRef } = await runStep(createS3SourceCreateAction(portal), {
      input: refundLogs,
    });
    portal.sandbox.orderFault({ status: 401, times: 1000 });
    await expect(
      runStep(createLogSourceAwaitEventsAction({ ...portal, pace }), {
        input: { logSourceRef: String(logSourceRef), timeoutSeconds: 8 },
      }),
    ).resolves.toMatchObject({
      received: false,
      message: expect.stringMatching(
        /^Whether Panther \(Acme Security\) has received an event of 'Refund logs' is not known after 8 seconds: .*panther\.apiToken/,
      ),
    });
    await portal.stop();
  });
});
