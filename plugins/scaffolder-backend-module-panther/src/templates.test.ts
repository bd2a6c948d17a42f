import { setTimeout as sleep } from 'node:timers/promises';
import { refundLogs } from './__testUtils__/refundLogs';
import { startScaffolder, Template } from './__testUtils__/startScaffolder';

const create = {
  id: 'create',
  name: 'Create the log source',
  action: 'panther:s3Source:create',
  input: refundLogs,
};

/** From a bucket to its first event, as the templates of the demo do it. */
const goldenPath: Template = {
  steps: [
    create,
    {
      id: 'link',
      name: 'Link it',
      action: 'panther:logSource:link',
      input: {
        entityRef: 'component:default/web-storefront',
        logSourceRef: '${{ steps.create.output.logSourceRef }}',
      },
    },
    {
      id: 'await',
      name: 'Wait for the first event',
      action: 'panther:logSource:awaitEvents',
      input: { logSourceRef: '${{ steps.create.output.logSourceRef }}' },
    },
  ],
  output: {
    links: [
      {
        title: 'Panther Console',
        url: '${{ steps.create.output.consoleUrl }}',
      },
    ],
    logSourceRef: '${{ steps.create.output.logSourceRef }}',
    received: '${{ steps.await.output.received }}',
    message: '${{ steps.await.output.message }}',
  },
};

const eachBucket: Template = {
  steps: [
    {
      ...create,
      each: ['acme-cart-logs', 'acme-stock-logs'],
      input: {
        ...refundLogs,
        bucket: '${{ each.value }}',
        label: 'Logs ${{ each.key }}',
      },
    },
  ],
  output: { refs: '${{ steps.create.output.logSourceRef }}' },
};

const misspelt: Template = {
  steps: [{ ...create, input: { ...refundLogs, buckets: 'acme-logs' } }],
};

const patient: Template = {
  steps: [
    { ...create, input: { ...refundLogs, bucket: 'b-patient', label: 'P' } },
    ...goldenPath.steps.slice(2),
  ],
};

describe('a template in the scaffolder', () => {
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
  const templates = {
    'golden-path': goldenPath,
    'each-bucket': eachBucket,
    misspelt,
    patient,
  };

  beforeAll(async () => {
    scaffolder = await startScaffolder(templates, {
      sandbox: { firstEventAfterMs: 1_000 },
    });
  });
  afterAll(() => scaffolder.stop());

  it('goes the whole way in a dry run, and writes nothing', async () => {
    const { output } = await scaffolder.dryRun('golden-path');
    expect(output).toMatchObject({
      logSourceRef: 'default:00000000-0000-0000-0000-000000000000',
      received: false,
    });
    await expect(
      scaffolder.sandbox.sourcesOn(refundLogs.bucket),
    ).resolves.toEqual([]);
  });

  it('fails with the sentence of the backend for a user who may not', async () => {
    const id = await scaffolder.start('golden-path', {
      user: 'user:default/guest',
    });
    const { status, log } = await scaffolder.untilEnd(id);
    expect(status).toBe('failed');
    expect(log).toContainEqual({
      stepId: 'create',
      message: expect.stringMatching(
        /You may not make log sources in Panther; ask .* panther\.log-source\.create/,
      ),
    });
  });

  it('takes a bucket to its first event', async () => {
    const { status, output, log } = await scaffolder.untilEnd(
      await scaffolder.start('golden-path'),
    );
    expect(status).toBe('completed');
    const [source] = await scaffolder.sandbox.sourcesOn(refundLogs.bucket);
    const logSourceRef = `default:${source?.integrationId}`;
    expect(output).toMatchObject({
      links: [{ title: 'Panther Console', url: 'https://acme.runpanther.net' }],
      logSourceRef,
      received: true,
      message: expect.stringContaining("the events of 'Refund logs'"),
    });
    expect(log).toContainEqual({
      stepId: 'await',
      message: expect.stringContaining('Waiting up to 5 minutes'),
    });
    const { links } = await scaffolder.client.getEntityLogSources({
      kind: 'component',
      namespace: 'default',
      name: 'web-storefront',
    });
    expect(links).toEqual([
      expect.objectContaining({
        logSourceRef,
        portalLink: expect.objectContaining({ linkedBy: 'user:default/paula' }),
      }),
    ]);
  });

  it('makes a log source of each item', async () => {
    const { output } = await scaffolder.untilEnd(
      await scaffolder.start('each-bucket'),
    );
    const refs = await Promise.all(
      ['acme-cart-logs', 'acme-stock-logs'].map(async bucket => {
        const [source] = await scaffolder.sandbox.sourcesOn(bucket);
        return `default:${source?.integrationId}`;
      }),
    );
    expect(output.refs).toEqual(refs);
  });

  it('fails for a field that no action has', async () => {
    const { status, log } = await scaffolder.untilEnd(
      await scaffolder.start('misspelt'),
    );
    expect(status).toBe('failed');
    expect(log).toContainEqual({
      stepId: 'create',
      message: expect.stringContaining('buckets'),
    });
  });

  it('makes one log source where the task is retried after it failed', async () => {
    scaffolder.sandbox.orderFault({
      operation: 'createS3Source',
      takeEffect: true,
      delayMs: 500,
      status: 500,
    });
    const asked = scaffolder.sandbox.nextRequest('createS3Source');
    const id = await scaffolder.start('patient');
    await asked;
    scaffolder.sandbox.orderFault({ operation: 'sources', status: 401 });
    const failed = await scaffolder.untilEnd(id);
    expect(failed.status).toBe('failed');
    expect(failed.log).toContainEqual({
      stepId: 'create',
      message: expect.stringContaining('Retry this step to settle it'),
    });

    await scaffolder.call(`/v2/tasks/${id}/retry`, { body: {} });
    // The retry is noted before the task is open again.
    await sleep(200);
    const { status } = await scaffolder.untilEnd(id);
    expect(status).toBe('completed');
    await expect(
      scaffolder.sandbox.sourcesOn('b-patient'),
    ).resolves.toHaveLength(1);
  });
});
