import { createRefundLogs, refundLogs } from '../__testUtils__/refundLogs';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { users } from '../__testUtils__/users';
import { createS3SourceCreateAction } from './s3SourceCreate';

/** What may surprise about a log source of which nothing but what is needed was said. */
const WARNINGS = [
  expect.stringContaining('KMS key'),
  expect.stringContaining('Without a log type'),
  expect.stringContaining('SNS topic'),
];

describe('panther:s3Source:create', () => {
  let portal: Portal;
  let action: ReturnType<typeof createS3SourceCreateAction>;

  beforeAll(async () => {
    portal = await startPortal();
    action = createS3SourceCreateAction(portal);
  });
  afterAll(() => portal.stop());

  it('makes a log source of the whole bucket, and tells how to go on from it', async () => {
    const input = createRefundLogs();
    const outputs = await runStep(action, { input });

    const [source] = await portal.sandbox.sourcesOn(input.bucket);
    const integrationId = source?.integrationId;
    expect(outputs).toEqual({
      logSourceRef: `default:${integrationId}`,
      instance: 'default',
      integrationId,
      label: input.label,
      revision: expect.stringMatching(/./),
      consoleUrl: 'https://acme.runpanther.net',
      warnings: WARNINGS,
    });
    await expect(
      portal.getSettings(`default:${integrationId}`),
    ).resolves.toEqual({
      ...input,
      prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
      logStreamType: 'Auto',
      managedBucketNotifications: true,
    });
  });

  it('gives a revision that a change can be made to', async () => {
    const input = createRefundLogs();
    const { logSourceRef, revision } = await runStep(action, { input });
    const { client } = portal;
    const answer = await client.getS3Source({
      instance: 'default',
      integrationId: String(logSourceRef).split(':')[1] ?? '',
    });
    expect(revision).toBe(answer.revision);
  });

  it('hands on every setting, and what may surprise', async () => {
    const input = {
      ...createRefundLogs(),
      instance: 'default',
      awsAccountId: '444455556666',
      logProcessingRole:
        'arn:aws:iam::444455556666:role/PantherLogProcessingRole-refunds',
      prefixes: [
        { prefix: 'alb/', logTypes: ['AWS.ALB'] },
        { prefix: 'audit/', excludedPrefixes: ['audit/tmp/'] },
      ],
      logStreamType: 'JsonArray',
      logStreamTypeOptions: { jsonArrayEnvelopeField: 'records' },
      managedBucketNotifications: false,
      kmsKey: 'arn:aws:kms:eu-west-1:444455556666:key/0f1e2d3c',
    };
    const warn = jest.fn();
    const outputs = await runStep(action, { input, logger: { warn } });

    const { instance: _instance, ...settings } = input;
    await expect(
      portal.getSettings(String(outputs.logSourceRef)),
    ).resolves.toEqual({
      ...settings,
      prefixes: [
        { prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] },
        { prefix: 'audit/', logTypes: [], excludedPrefixes: ['audit/tmp/'] },
      ],
    });
    expect(outputs.warnings).toEqual([
      expect.stringContaining("begins with 'audit/'"),
      expect.stringContaining("the bucket's notifications"),
    ]);
    expect(warn.mock.calls.flat()).toEqual(outputs.warnings);
  });

  it('fails with the sentences about fields that need another value', async () => {
    const input = {
      ...createRefundLogs(),
      label: 'Refunds!',
      awsAccountId: '1',
    };
    const error = jest.fn();
    await expect(runStep(action, { input, logger: { error } })).rejects.toThrow(
      /^2 fields need another value: label: .*awsAccountId: /,
    );

    expect(error).toHaveBeenCalledWith(
      expect.stringMatching(/^label: .*letters/),
    );
    expect(error).toHaveBeenCalledWith(
      expect.stringMatching(/^awsAccountId: .*12 digits/),
    );
    await expect(portal.sandbox.sourcesOn(input.bucket)).resolves.toEqual([]);
  });

  it('tells of every field in the log, where the sentence has no room', async () => {
    const input = {
      ...createRefundLogs(),
      prefixes: Array.from({ length: 8 }, () => ({ prefix: '/' })),
    };
    const error = jest.fn();
    await expect(runStep(action, { input, logger: { error } })).rejects.toThrow(
      /more\.$/,
    );
    for (let row = 0; row < 8; row += 1) {
      expect(error).toHaveBeenCalledWith(
        expect.stringMatching(new RegExp(`^prefixes\\.${row}\\.prefix: `)),
      );
    }
  });

  it('fails where there is one like it, and says which', async () => {
    const input = createRefundLogs();
    const { integrationId } = await runStep(action, { input });
    await expect(
      runStep(action, { input, taskId: 'another task' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(String(integrationId)),
    });
    await expect(portal.sandbox.sourcesOn(input.bucket)).resolves.toHaveLength(
      1,
    );
  });

  it.each([
    ['guest', 'panther.log-source.create'],
    ['stranger', 'panther.log-source.read'],
  ] as const)('refuses the user %s, who lacks %s', async (user, permission) => {
    const input = createRefundLogs();
    await expect(
      runStep(action, { input, credentials: users[user] }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(permission),
    });
    await expect(portal.sandbox.sourcesOn(input.bucket)).resolves.toEqual([]);
  });

  it('fails for an instance that is not configured', async () => {
    await expect(
      runStep(action, {
        input: { ...createRefundLogs(), instance: 'acme-eu' },
      }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('acme-eu'),
    });
  });

  it('fails with why Panther could not be asked', async () => {
    const input = createRefundLogs();
    portal.sandbox.orderFault({ operation: 'sources', status: 401, times: 1 });
    await expect(runStep(action, { input })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('panther.apiToken'),
    });
  });

  it('tells what it would do in a dry run, and makes nothing', async () => {
    const input = createRefundLogs();
    const outputs = await runStep(action, { input, isDryRun: true });
    expect(outputs).toEqual({
      logSourceRef: 'default:00000000-0000-0000-0000-000000000000',
      instance: 'default',
      integrationId: '00000000-0000-0000-0000-000000000000',
      label: input.label,
      revision: 'dry-run',
      consoleUrl: 'https://acme.runpanther.net',
      warnings: WARNINGS,
    });
    await expect(portal.sandbox.sourcesOn(input.bucket)).resolves.toEqual([]);
  });

  it('fails in a dry run as it would really', async () => {
    await expect(
      runStep(action, {
        input: { ...createRefundLogs(), label: '' },
        isDryRun: true,
      }),
    ).rejects.toThrow('label');
    await expect(
      runStep(action, {
        input: createRefundLogs(),
        isDryRun: true,
        credentials: users.guest,
      }),
    ).rejects.toThrow('panther.log-source.create');
  });
});

describe('panther:s3Source:create where writing is off', () => {
  it('fails with the key that turns it on', async () => {
    const portal = await startPortal({ manageToken: undefined });
    await expect(
      runStep(createS3SourceCreateAction(portal), { input: refundLogs }),
    ).rejects.toThrow('panther.manageToken');
    await portal.stop();
  });
});
