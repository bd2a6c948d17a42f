import { parseLogSourceRef } from 'backstage-plugin-panther-common';
import { AUDIT_TRAIL, LEDGER_LOGS } from 'panther-test-portal';
import { createCheckpoints } from '../__testUtils__/createCheckpoints';
import { refundLogs } from '../__testUtils__/refundLogs';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { users } from '../__testUtils__/users';
import { createLogSourceDeleteAction } from './logSourceDelete';
import { createS3SourceCreateAction } from './s3SourceCreate';

describe('panther:logSource:delete', () => {
  let portal: Portal;
  let action: ReturnType<typeof createLogSourceDeleteAction>;
  let made = 0;

  beforeAll(async () => {
    portal = await startPortal();
    action = createLogSourceDeleteAction(portal);
  });
  afterAll(() => portal.stop());

  /** Another one for each test. */
  async function makeSource() {
    made += 1;
    const bucket = `acme-refund-logs-${made}`;
    const { logSourceRef } = await runStep(createS3SourceCreateAction(portal), {
      input: { ...refundLogs, bucket, label: `Refund logs ${made}` },
    });
    return { bucket, input: { logSourceRef: String(logSourceRef) } };
  }

  async function statusOf(logSourceRef: string): Promise<string> {
    const { logSource } = await portal.client.getLogSource(
      parseLogSourceRef(logSourceRef),
    );
    return logSource.status;
  }

  it('deletes a log source', async () => {
    const { bucket, input } = await makeSource();
    await expect(runStep(action, { input })).resolves.toEqual({
      logSourceRef: input.logSourceRef,
      existed: true,
    });
    await expect(portal.sandbox.sourcesOn(bucket)).resolves.toEqual([]);
  });

  it('takes one that has been deleted already for done', async () => {
    const { input } = await makeSource();
    await runStep(action, { input });
    await expect(
      runStep(action, { input, taskId: 'another task' }),
    ).resolves.toEqual({ logSourceRef: input.logSourceRef, existed: false });
    await expect(runStep(action, { input, isDryRun: true })).resolves.toEqual({
      logSourceRef: input.logSourceRef,
      existed: false,
    });
  });

  it.each([
    ['guest', 'panther.log-source.delete'],
    ['stranger', 'panther.log-source.read'],
  ] as const)('refuses the user %s, who lacks %s', async (user, permission) => {
    const { bucket, input } = await makeSource();
    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, { input, credentials: users[user], isDryRun }),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(permission),
      });
    }
    await expect(portal.sandbox.sourcesOn(bucket)).resolves.toHaveLength(1);
  });

  it('fails for a log source that never was', async () => {
    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, { input: { logSourceRef: LEDGER_LOGS }, isDryRun }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    }
  });

  it('fails for one that Panther lets nobody change', async () => {
    const { items } = await portal.client.listLogSources({ limit: 100 });
    const readOnly = items.find(({ logSource }) => !logSource.isEditable);
    const logSourceRef = readOnly?.logSource.ref ?? 'the seed has one';
    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, { input: { logSourceRef }, isDryRun }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
  });

  it('fails with why Panther could not be asked', async () => {
    const { bucket, input } = await makeSource();
    portal.sandbox.orderFault({ operation: 'deleteS3Source', status: 403 });
    await expect(runStep(action, { input })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('panther.manageToken'),
    });
    await expect(portal.sandbox.sourcesOn(bucket)).resolves.toHaveLength(1);
  });

  it('fails where it is not known whether Panther did it, and settles it when retried', async () => {
    const { bucket, input } = await makeSource();
    const checkpoints = createCheckpoints();
    portal.sandbox.orderFault({ operation: 'deleteS3Source', status: 500 });
    await expect(runStep(action, { input, checkpoints })).rejects.toThrow(
      /not known yet whether Panther .* Retry this step to settle it/,
    );
    await expect(runStep(action, { input, checkpoints })).resolves.toEqual({
      logSourceRef: input.logSourceRef,
      existed: true,
    });
    await expect(portal.sandbox.sourcesOn(bucket)).resolves.toEqual([]);
  });

  it('deletes nothing in a dry run', async () => {
    const { bucket, input } = await makeSource();
    await expect(runStep(action, { input, isDryRun: true })).resolves.toEqual({
      logSourceRef: input.logSourceRef,
      existed: true,
    });
    await expect(portal.sandbox.sourcesOn(bucket)).resolves.toHaveLength(1);
    await expect(statusOf(input.logSourceRef)).resolves.toBe('new');
  });

  it('ends at once when the task is cancelled, and says that it may be done', async () => {
    const { input } = await makeSource();
    portal.sandbox.orderFault({ operation: 'deleteS3Source', delayMs: 5_000 });
    const asked = portal.sandbox.nextRequest('deleteS3Source');
    const cancel = new AbortController();
    const step = runStep(action, { input, signal: cancel.signal });
    await asked;
    const cancelledAt = performance.now();
    cancel.abort();
    await expect(step).rejects.toThrow(/cancelled.*may have been done/);
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
  });

  it('settles a task that died after Panther had answered', async () => {
    const { input } = await makeSource();
    const checkpoints = createCheckpoints();
    checkpoints.crashNext();
    await expect(runStep(action, { input, checkpoints })).rejects.toThrow(
      'killed',
    );
    await expect(runStep(action, { input, checkpoints })).resolves.toEqual({
      logSourceRef: input.logSourceRef,
      existed: false,
    });
  });

  it('remembers that it was there when it is run again', async () => {
    const { input } = await makeSource();
    const checkpoints = createCheckpoints();
    await runStep(action, { input, checkpoints });
    await expect(runStep(action, { input, checkpoints })).resolves.toEqual({
      logSourceRef: input.logSourceRef,
      existed: true,
    });
  });

  it('deletes each one', async () => {
    const checkpoints = createCheckpoints();
    const sources = [await makeSource(), await makeSource()];
    for (const [index, { input }] of sources.entries()) {
      await expect(
        runStep(action, {
          input,
          checkpoints,
          each: { key: String(index), value: input.logSourceRef },
        }),
      ).resolves.toMatchObject({ existed: true });
    }
    for (const { bucket } of sources) {
      await expect(portal.sandbox.sourcesOn(bucket)).resolves.toEqual([]);
    }
  });
});

describe('panther:logSource:delete where writing is off', () => {
  it('fails with the key that turns it on', async () => {
    const portal = await startPortal({ manageToken: undefined });
    await expect(
      runStep(createLogSourceDeleteAction(portal), {
        input: { logSourceRef: AUDIT_TRAIL },
      }),
    ).rejects.toThrow('panther.manageToken');
    await portal.stop();
  });
});
