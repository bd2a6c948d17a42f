import { parseLogSourceRef } from 'backstage-plugin-panther-common';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createSilentSource,
  pace,
  readLog,
} from '../__testUtils__/awaitingEvents';
import { ACCESS_LOGS, AUDIT_TRAIL, LEDGER_LOGS } from 'panther-test-portal';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { users } from '../__testUtils__/users';
import { createLogSourceAwaitEventsAction } from './logSourceAwaitEvents';

describe('panther:logSource:awaitEvents', () => {
  let portal: Portal;
  let action: ReturnType<typeof createLogSourceAwaitEventsAction>;

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
    const { label, logSourceRef } = await createSilentSource(portal);
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
    const { label, logSourceRef } = await createSilentSource(portal);
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
        runStep(action, { input: { logSourceRef: LEDGER_LOGS }, isDryRun }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    }
  });

  it('fails when the log source is deleted meanwhile', async () => {
    const { label, logSourceRef } = await createSilentSource(portal);
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
    const { logSourceRef } = await createSilentSource(portal);
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
    const { label, logSourceRef } = await createSilentSource(portal);
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
