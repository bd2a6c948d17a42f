import { createCheckpoints } from '../__testUtils__/createCheckpoints';
import { createRefundLogs } from '../__testUtils__/refundLogs';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { createS3SourceCreateAction } from './s3SourceCreate';

describe('panther:s3Source:create', () => {
  let portal: Portal;
  let action: ReturnType<typeof createS3SourceCreateAction>;

  beforeAll(async () => {
    portal = await startPortal();
    action = createS3SourceCreateAction(portal);
  });
  afterAll(() => portal.stop());

  it.each([true, false])(
    'fails where it is not known whether Panther did it, and settles it when retried (%p)',
    async takeEffect => {
      const input = createRefundLogs();
      const checkpoints = createCheckpoints();
      portal.sandbox.orderFault({
        operation: 'createS3Source',
        takeEffect,
        delayMs: 500,
        status: 500,
      });
      const asked = portal.sandbox.nextRequest('createS3Source');
      const step = runStep(action, { input, checkpoints });
      await asked;
      // The backend looks whether it was made.
      portal.sandbox.orderFault({ operation: 'sources', status: 401 });
      await expect(step).rejects.toThrow(
        /not known yet whether Panther .* Retry this step to settle it/,
      );

      const outputs = await runStep(action, { input, checkpoints });
      await expect(
        portal.sandbox.sourcesOn(input.bucket),
      ).resolves.toMatchObject([{ integrationId: outputs.integrationId }]);
    },
  );

  it('ends at once when the task is cancelled, and says that it may be done', async () => {
    const input = createRefundLogs();
    portal.sandbox.orderFault({
      operation: 'createS3Source',
      takeEffect: true,
      delayMs: 5_000,
    });
    const asked = portal.sandbox.nextRequest('createS3Source');
    const cancel = new AbortController();
    const step = runStep(action, { input, signal: cancel.signal });
    await asked;
    const cancelledAt = performance.now();
    cancel.abort();
    await expect(step).rejects.toThrow(/cancelled.*may have been done/);
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
  });

  it('makes one log source where the task dies after Panther has answered', async () => {
    const input = createRefundLogs();
    const checkpoints = createCheckpoints();
    checkpoints.crashNext();
    await expect(runStep(action, { input, checkpoints })).rejects.toThrow(
      'killed',
    );
    const outputs = await runStep(action, { input, checkpoints });

    const sources = await portal.sandbox.sourcesOn(input.bucket);
    expect(sources).toMatchObject([{ integrationId: outputs.integrationId }]);
  });

  it('asks nobody to make what it has made already', async () => {
    const input = createRefundLogs();
    const checkpoints = createCheckpoints();
    const first = await runStep(action, { input, checkpoints });
    const { createS3Source, getS3Source } = portal.sandbox.countRequests();
    const again = await runStep(action, { input, checkpoints });

    expect(again).toEqual(first);
    expect(portal.sandbox.countRequests()).toMatchObject({
      createS3Source,
      ...(getS3Source && { getS3Source }),
    });
  });

  it('makes one of each item, and none twice when the items come in another order', async () => {
    const checkpoints = createCheckpoints();
    const items = [createRefundLogs(), createRefundLogs()];
    const run = (input: ReturnType<typeof createRefundLogs>, key: string) =>
      runStep(action, {
        input,
        checkpoints,
        each: { key, value: { bucket: input.bucket } },
      });
    const [one, other] = items as [(typeof items)[0], (typeof items)[0]];
    const first = await run(one, '0');
    checkpoints.crashNext();
    await expect(run(other, '1')).rejects.toThrow('killed');

    const secondAgain = await run(other, '0');
    const firstAgain = await run(one, '1');
    expect(firstAgain).toEqual(first);
    expect(secondAgain.integrationId).not.toBe(first.integrationId);
    for (const { bucket } of items) {
      await expect(portal.sandbox.sourcesOn(bucket)).resolves.toHaveLength(1);
    }
  });

  it('keeps no more than what it tells', async () => {
    const checkpoints = createCheckpoints();
    await runStep(action, { input: createRefundLogs(), checkpoints });
    expect(checkpoints.keys()).toEqual([
      expect.stringMatching(/^panther:s3Source:create\.[0-9a-f]{64}$/),
    ]);
    expect(Object.keys(JSON.parse(checkpoints.values()[0] ?? ''))).toEqual([
      'logSourceRef',
      'instance',
      'integrationId',
      'label',
      'revision',
      'changes',
      'warnings',
    ]);
  });
});
