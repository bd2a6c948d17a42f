import { ACCESS_LOGS, AUDIT_TRAIL } from 'panther-test-portal';
import { refundLogs, setupActions } from './__testUtils__/setupActions';

describe('the actions that write', () => {
  const { context, invoke, succeed } = setupActions('test');

  const previewNew = () => succeed('preview-s3-source', refundLogs);
  const refusal =
    /^ConflictError: This is not what the preview said: .* Preview it anew with [a-z0-9-]+, look at what that says, and give its previewToken\.$/;

  async function total(query: string): Promise<number> {
    const { body } = await context()
      .portal.get(`/log-sources?${query}`)
      .expect(200);
    return body.total;
  }

  it('make a log source that was previewed, once', async () => {
    const preview = await previewNew();
    expect(preview).toMatchObject({
      operation: 'create',
      previewToken: expect.any(String),
      request: {
        bucket: 'acme-refund-logs',
        logStreamType: 'Auto',
        managedBucketNotifications: true,
      },
      changes: [],
    });
    const input = { ...refundLogs, previewToken: preview.previewToken };
    const made = await succeed('create-s3-source', input);
    expect(made).toMatchObject({
      outcome: 'done',
      label: 'Refund logs',
      status: 'new',
      logSourceRef: expect.stringMatching(/^default:/),
    });
    const again = await succeed('create-s3-source', input);
    expect(again.logSourceRef).toBe(made.logSourceRef);
    await expect(total('bucket=acme-refund-logs')).resolves.toBe(1);
  });

  it('make it again with a preview of its own, once it was deleted', async () => {
    const make = async () =>
      succeed('create-s3-source', {
        ...refundLogs,
        previewToken: (await previewNew()).previewToken,
      });
    const { logSourceRef } = await make();
    const { previewToken } = await succeed('preview-log-source-deletion', {
      logSourceRef,
    });
    await succeed('delete-log-source', { logSourceRef, previewToken });
    const anew = await make();
    expect(anew.logSourceRef).not.toBe(logSourceRef);
  });

  it('settle what was unclear when they are called again', async () => {
    const { previewToken } = await previewNew();
    const input = { ...refundLogs, previewToken };
    context().sandbox.orderFault({ operation: 'createS3Source', drop: true });
    await expect(succeed('create-s3-source', input)).resolves.toEqual({
      outcome: 'unknown',
      message: expect.stringContaining('It is not known yet'),
      changes: [],
      warnings: [],
    });
    await expect(succeed('create-s3-source', input)).resolves.toMatchObject({
      outcome: 'done',
      label: 'Refund logs',
    });
    await expect(total('bucket=acme-refund-logs')).resolves.toBe(1);
  });

  it.each([
    ['no preview', { previewToken: 'made-up' }],
    ['a preview of something else', { label: 'Other logs' }],
    ['a preview of another bucket', { bucket: 'acme-other' }],
    ['a preview of less', { prefixes: [{ prefix: '' }] }],
  ])('make nothing after %s', async (_, instead) => {
    const { previewToken } = await previewNew();
    const { status, error } = await invoke('create-s3-source', {
      ...refundLogs,
      previewToken,
      ...instead,
    });
    expect(status).toBe(409);
    expect(error).toMatch(refusal);
    await expect(total('q=refund')).resolves.toBe(0);
  });

  it('make nothing where somebody else was quicker', async () => {
    const { previewToken } = await previewNew();
    await succeed('create-s3-source', {
      ...refundLogs,
      previewToken: (await previewNew()).previewToken,
    });
    const { error } = await invoke('create-s3-source', {
      ...refundLogs,
      previewToken,
    });
    expect(error).toMatch(refusal);
    await expect(total('q=refund')).resolves.toBe(1);
  });

  it('say what is wrong and what is missing before anything is made', async () => {
    await expect(
      invoke('preview-s3-source', { ...refundLogs, label: 'a/b' }),
    ).resolves.toMatchObject({
      status: 400,
      error: expect.stringMatching(
        /^InputError: One field needs another value: label: /,
      ),
    });
    await expect(
      invoke('preview-s3-source', { bucket: 'acme-refund-logs' }),
    ).resolves.toMatchObject({
      status: 400,
      error:
        'InputError: A new S3 log source needs awsAccountId, label, logProcessingRole too; give a logSourceRef instead to change one that is there.',
    });
    await expect(
      invoke('preview-s3-source', {
        logSourceRef: ACCESS_LOGS,
        bucket: 'acme-refund-logs',
      }),
    ).resolves.toMatchObject({
      status: 400,
      error: expect.stringContaining('bucket cannot be given'),
    });
  });

  it('change what is given and leave the rest, as previewed', async () => {
    const change = { logSourceRef: ACCESS_LOGS, label: 'Checkout logs' };
    const preview = await succeed('preview-s3-source', change);
    expect(preview).toMatchObject({
      operation: 'update',
      changes: [expect.stringContaining('Checkout logs')],
      request: { bucket: 'acme-checkout-logs' },
    });
    const input = { ...change, previewToken: preview.previewToken };
    await expect(succeed('update-s3-source', input)).resolves.toMatchObject({
      outcome: 'done',
      label: 'Checkout logs',
      changes: preview.changes,
    });
    const { prefixes } = await succeed('get-log-source', change);
    expect(prefixes).toEqual(preview.request.prefixes);
    // The answer may have been lost.
    await expect(succeed('update-s3-source', input)).resolves.toMatchObject({
      outcome: 'done',
      changes: [],
    });
  });

  it('change nothing that was changed since the preview', async () => {
    const change = { logSourceRef: ACCESS_LOGS, label: 'Checkout logs' };
    const { previewToken } = await succeed('preview-s3-source', change);
    const other = {
      logSourceRef: ACCESS_LOGS,
      managedBucketNotifications: 'false',
    };
    const first = await succeed('preview-s3-source', other);
    await succeed('update-s3-source', {
      ...other,
      previewToken: first.previewToken,
    });
    const { status, error } = await invoke('update-s3-source', {
      ...change,
      previewToken,
    });
    expect(status).toBe(409);
    expect(error).toMatch(refusal);
    await expect(
      succeed('get-log-source', { logSourceRef: ACCESS_LOGS }),
    ).resolves.toMatchObject({ label: 'Checkout access logs' });
  });

  it('do not take the preview of one log source for another', async () => {
    const { previewToken } = await succeed('preview-log-source-deletion', {
      logSourceRef: ACCESS_LOGS,
    });
    const { error } = await invoke('delete-log-source', {
      logSourceRef: AUDIT_TRAIL,
      previewToken,
    });
    expect(error).toMatch(refusal);
  });

  it('delete what was previewed, and say so again', async () => {
    const logSourceRef = `default:${AUDIT_TRAIL}`;
    const preview = await succeed('preview-log-source-deletion', {
      logSourceRef,
    });
    expect(preview).toMatchObject({
      logSource: { label: 'Checkout audit trail' },
      linkedEntities: [],
    });
    const input = { logSourceRef, previewToken: preview.previewToken };
    await expect(succeed('delete-log-source', input)).resolves.toEqual({
      outcome: 'done',
      logSourceRef,
      existed: true,
    });
    await expect(succeed('delete-log-source', input)).resolves.toEqual({
      outcome: 'done',
      logSourceRef,
      existed: false,
    });
  });

  it('delete nothing that was linked since the preview', async () => {
    const logSourceRef = `default:${AUDIT_TRAIL}`;
    const { previewToken } = await succeed('preview-log-source-deletion', {
      logSourceRef,
    });
    await context()
      .portal.put(
        `/entities/component/default/web-storefront/links/default/${AUDIT_TRAIL}`,
      )
      .expect(204);
    const { status, error } = await invoke('delete-log-source', {
      logSourceRef,
      previewToken,
    });
    expect(status).toBe(409);
    expect(error).toMatch(refusal);
  });
});
