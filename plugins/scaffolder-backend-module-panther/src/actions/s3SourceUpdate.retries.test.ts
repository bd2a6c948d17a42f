import { createCheckpoints } from '../__testUtils__/createCheckpoints';
import { createFullSource } from '../__testUtils__/createFullSource';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { createS3SourceUpdateAction } from './s3SourceUpdate';

describe('panther:s3Source:update', () => {
  let portal: Portal;
  let action: ReturnType<typeof createS3SourceUpdateAction>;

  beforeAll(async () => {
    portal = await startPortal();
    action = createS3SourceUpdateAction(portal);
  });
  afterAll(() => portal.stop());

  it('fails where it is not known whether Panther did it, and settles it when retried', async () => {
    const { logSourceRef, label } = await createFullSource(portal);
    const checkpoints = createCheckpoints();
    const input = { logSourceRef, label };
    portal.sandbox.orderFault({
      operation: 'updateS3Source',
      takeEffect: true,
      delayMs: 500,
      status: 500,
    });
    const asked = portal.sandbox.nextRequest('updateS3Source');
    const step = runStep(action, { input, checkpoints });
    await asked;
    // The backend looks whether it was changed.
    portal.sandbox.orderFault({ operation: 'getS3Source', status: 401 });
    await expect(step).rejects.toThrow(
      /not known yet whether Panther .* Retry this step/,
    );

    await expect(
      runStep(action, { input, checkpoints }),
    ).resolves.toMatchObject({ label, changes: [] });
  });

  it('ends at once when the task is cancelled, and says that it may be done', async () => {
    const { logSourceRef, label } = await createFullSource(portal);
    portal.sandbox.orderFault({
      operation: 'updateS3Source',
      takeEffect: true,
      delayMs: 5_000,
    });
    const asked = portal.sandbox.nextRequest('updateS3Source');
    const cancel = new AbortController();
    const step = runStep(action, {
      input: { logSourceRef, label },
      signal: cancel.signal,
    });
    await asked;
    const cancelledAt = performance.now();
    cancel.abort();
    await expect(step).rejects.toThrow(/cancelled.*may have been done/);
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
  });

  it('changes once where the task dies after Panther has answered', async () => {
    const { logSourceRef, revision, label } = await createFullSource(portal);
    const checkpoints = createCheckpoints();
    checkpoints.crashNext();
    const input = { logSourceRef, revision, label };
    await expect(runStep(action, { input, checkpoints })).rejects.toThrow(
      'killed',
    );
    const { updateS3Source } = portal.sandbox.countRequests();

    const outputs = await runStep(action, { input, checkpoints });
    expect(outputs).toMatchObject({ label, changes: [] });
    expect(portal.sandbox.countRequests()).toMatchObject({ updateS3Source });
  });

  it('leaves what others changed after it was done', async () => {
    const { logSourceRef } = await createFullSource(portal);
    const checkpoints = createCheckpoints();
    const input = { logSourceRef, label: 'Mine' };
    const first = await runStep(action, { input, checkpoints });
    await runStep(action, { input: { logSourceRef, label: 'Theirs' } });

    await expect(runStep(action, { input, checkpoints })).resolves.toEqual(
      first,
    );
    await expect(portal.getSettings(logSourceRef)).resolves.toMatchObject({
      label: 'Theirs',
    });
  });

  it('makes each change of the same log source', async () => {
    const { logSourceRef } = await createFullSource(portal);
    const checkpoints = createCheckpoints();
    for (const label of ['One', 'Two']) {
      await runStep(action, {
        input: { logSourceRef, label },
        checkpoints,
        each: { key: '0', value: label },
      });
    }
    await expect(portal.getSettings(logSourceRef)).resolves.toMatchObject({
      label: 'Two',
    });
  });
});
