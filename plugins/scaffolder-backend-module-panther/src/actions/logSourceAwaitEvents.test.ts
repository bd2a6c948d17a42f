import { PantherApi, parseLogSourceRef } from 'backstage-plugin-panther-common';
import { PantherService } from 'backstage-plugin-panther-node';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  NEVER_THERE,
  refundLogs,
} from '../__testUtils__/demo';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { users } from '../__testUtils__/users';
import { createLogSourceAwaitEventsAction } from './logSourceAwaitEvents';
import { createS3SourceCreateAction } from './s3SourceCreate';

jest.setTimeout(60_000);

const pace = { lookMs: 20, refreshMs: 200 };

describe('panther:logSource:awaitEvents', () => {
  let portal: Portal;
  let action: ReturnType<typeof createLogSourceAwaitEventsAction>;
  let made = 0;

  /** The sandbox's present, which a test can move on. */
  let later = 0;

  beforeAll(async () => {
    portal = await startPortal({
      sandbox: {
        clock: () => new Date(Date.now() + later),
        firstEventAfterMs: 60_000,
      },
    });
    action = createLogSourceAwaitEventsAction({ ...portal, pace });
  });
  afterAll(() => portal.stop());

  /** Another one for each test, without an event. */
  async function makeSource() {
    made += 1;
    const label = `Refund logs ${made}`;
    const outputs = await runStep(createS3SourceCreateAction(portal), {
      input: { ...refundLogs, bucket: `acme-refund-logs-${made}`, label },
    });
    return { label, logSourceRef: String(outputs.logSourceRef) };
  }

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

  function readLog() {
    const lines: string[] = [];
    const add = (line: string) => {
      lines.push(line);
    };
    return { lines, logger: { info: add, warn: add, error: add } };
  }

  it('tells at once of a log source that has events', async () => {
    const { lines, logger } = readLog();
    const outputs = await runStep(action, {
      input: { logSourceRef: ACCESS_LOGS },
      logger,
    });
    expect(outputs).toEqual({
      logSourceRef: `default:${ACCESS_LOGS}`,
      received: true,
      lastEventReceivedAt: expect.stringMatching(/^20.*Z$/),
      status: 'healthy',
      consoleUrl: 'https://acme.runpanther.net',
      message: `Panther (Acme Security) receives the events of 'Checkout access logs', the last one at ${outputs.lastEventReceivedAt}.`,
    });
    expect(lines).toEqual([outputs.message]);
  });

  it('says so where one that has events is unhealthy', async () => {
    await expect(
      runStep(action, { input: { logSourceRef: AUDIT_TRAIL } }),
    ).resolves.toMatchObject({
      received: true,
      status: 'unhealthy',
      message: expect.stringMatching(/though Panther says it is unhealthy: \w/),
    });
  });

  it('waits for the first event, and has Panther read to see it', async () => {
    const { label, logSourceRef } = await makeSource();
    const { lines, logger } = readLog();
    const waiting = runStep(action, { input: { logSourceRef }, logger });
    await sleep(500);
    later += 120_000;

    await expect(waiting).resolves.toMatchObject({
      received: true,
      status: 'healthy',
    });
    expect(lines[0]).toBe(
      `Waiting up to 5 minutes for the first event of '${label}'.`,
    );
    expect(lines).toContain(`Still waiting for the first event of '${label}'.`);
  });

  it('ends well at the limit, where none came', async () => {
    const { label, logSourceRef } = await makeSource();
    const outputs = await runStep(action, {
      input: { logSourceRef, timeoutSeconds: 1 },
    });
    expect(outputs).toEqual({
      logSourceRef,
      received: false,
      status: 'new',
      consoleUrl: 'https://acme.runpanther.net',
      message: `Panther (Acme Security) has received no event of '${label}' after 1 second; the portal will show the first one when it comes.`,
    });
  });

  it('speaks and asks for a read at its pace, and not at every look', async () => {
    const { logSourceRef } = await makeSource();
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
      pace: { lookMs: 20, refreshMs: 450 },
    });
    await runStep(slow, {
      input: { logSourceRef, timeoutSeconds: 1 },
      logger,
    });
    expect(asked).toHaveBeenCalledTimes(3);
    expect(lines.filter(line => /aiting/.test(line))).toHaveLength(3);
  });

  it('goes on without a read out of turn for a user who may not have one', async () => {
    const { logSourceRef } = await makeSource();
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
    const { label, logSourceRef } = await makeSource();
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
    const { label, logSourceRef } = await makeSource();
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

  it('refuses a user who may not see log sources', async () => {
    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, {
          input: { logSourceRef: ACCESS_LOGS },
          credentials: users.stranger,
          isDryRun,
        }),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('panther.log-source.read'),
      });
    }
  });

  it('fails for a log source that is not there', async () => {
    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, { input: { logSourceRef: NEVER_THERE }, isDryRun }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    }
  });

  it('fails when the log source is deleted meanwhile', async () => {
    const { label, logSourceRef } = await makeSource();
    const step = runStep(action, { input: { logSourceRef } });
    await sleep(100);
    await Promise.all([
      portal.client.deleteLogSource(parseLogSourceRef(logSourceRef)),
      expect(step).rejects.toThrow(
        `'${label}' no more, so no event of it will come`,
      ),
    ]);
  });

  it('ends at once when the task is cancelled', async () => {
    const { logSourceRef } = await makeSource();
    const patient = createLogSourceAwaitEventsAction(portal);
    const cancel = new AbortController();
    const step = runStep(patient, {
      input: { logSourceRef },
      signal: cancel.signal,
    });
    await sleep(300);
    const cancelledAt = performance.now();
    cancel.abort();
    await expect(step).rejects.toThrow('The task was cancelled.');
    expect(performance.now() - cancelledAt).toBeLessThan(500);
  });

  it('looks once in a dry run, and does not wait', async () => {
    const { label, logSourceRef } = await makeSource();
    await expect(
      runStep(action, { input: { logSourceRef }, isDryRun: true }),
    ).resolves.toMatchObject({
      received: false,
      status: 'new',
      message: `Panther (Acme Security) has received no event of '${label}' yet; the portal will show the first one when it comes.`,
    });
  });

  it('accepts in a dry run the log source that the dry run did not make', async () => {
    const logSourceRef = 'default:00000000-0000-0000-0000-000000000000';
    await expect(
      runStep(action, { input: { logSourceRef }, isDryRun: true }),
    ).resolves.toEqual({
      logSourceRef,
      received: false,
      status: 'new',
      consoleUrl: 'https://acme.runpanther.net',
      message: 'A dry run makes no log source, so there is none to wait for.',
    });
  });

  it('waits for each one', async () => {
    const refs = [ACCESS_LOGS, AUDIT_TRAIL];
    for (const [index, value] of refs.entries()) {
      await expect(
        runStep(action, {
          input: { logSourceRef: value },
          each: { key: String(index), value },
        }),
      ).resolves.toMatchObject({ logSourceRef: `default:${value}` });
    }
  });

  it('lets nobody wait longer than 15 minutes', () => {
    expect(action.schema?.input).toMatchObject({
      properties: { timeoutSeconds: { minimum: 1, maximum: 900 } },
    });
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
