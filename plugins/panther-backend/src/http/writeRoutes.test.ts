import { S3SourceInput } from 'backstage-plugin-panther-common';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import {
  ENTITY_ROUTE,
  LOG_SOURCE_ROUTE,
  S3_SOURCES_ROUTE,
  S3_SOURCE_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';
import { createAuditor } from '../__testUtils__/createAuditor';

const MANAGE_TOKEN = 'sandbox-token';

const refundLogs: S3SourceInput = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [
    {
      prefix: 'alb/',
      logTypes: ['AWS.ALB'],
      excludedPrefixes: ['alb/health/'],
    },
  ],
};

describe.each(['rest', 'graphql'] as const)('writing over %s', s3Api => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  let auditor: ReturnType<typeof createAuditor>;

  beforeEach(async () => {
    sandbox = await startSandbox();
    auditor = createAuditor();
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url, manageToken: MANAGE_TOKEN, s3Api },
      auditor: { createEvent: auditor.createEvent },
    });
    await portal.firstRead();
  });
  afterEach(() => sandbox.stop());

  it('makes, shows, changes and deletes an S3 source', async () => {
    const created = await portal.post('/s3-sources/default').send(refundLogs);
    expectDocumentedAnswer(S3_SOURCES_ROUTE, created, 'post');
    expect(created.status).toBe(201);
    const { integrationId } = created.body.logSource;
    const path = `/s3-sources/default/${integrationId}`;

    const shown = await portal.get(`/log-sources/default/${integrationId}`);
    expect(shown.body.logSource).toMatchObject({
      label: 'Refund logs',
      status: 'new',
      s3: { bucket: 'acme-refund-logs' },
    });

    const { body } = await portal.get(path);
    const {
      awsAccountId: _account,
      bucket: _bucket,
      ...settings
    } = body.settings;
    const changed = await portal
      .put(path)
      .set('If-Match', body.revision)
      .send({ ...settings, label: 'Refunds' });
    expectDocumentedAnswer(S3_SOURCE_ROUTE, changed, 'put');
    expect(changed.status).toBe(200);
    expect(changed.body.changes).toEqual([
      expect.objectContaining({ field: 'label' }),
    ]);

    const deleted = await portal.delete(
      `/log-sources/default/${integrationId}`,
    );
    expectDocumentedAnswer(LOG_SOURCE_ROUTE, deleted, 'delete');
    expect(deleted.body).toMatchObject({ existed: true });
    const gone = await portal.get(`/log-sources/default/${integrationId}`);
    expect(gone.body.logSource).toMatchObject({
      label: 'Refunds',
      status: 'gone',
    });

    expect(auditor.records).toEqual([
      expect.objectContaining({ actionType: 'create', outcome: 'succeeded' }),
      expect.objectContaining({ actionType: 'update', outcome: 'succeeded' }),
      expect.objectContaining({ actionType: 'delete', outcome: 'succeeded' }),
    ]);
  });

  it('makes one log source of one wish, however often it is put', async () => {
    const put = () =>
      portal
        .post('/s3-sources/default')
        .set('Idempotency-Key', 'refunds-1')
        .send(refundLogs);
    const answers = [await put(), ...(await Promise.all([put(), put()]))];

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(
      new Set(answers.map(({ body }) => body.logSource.integrationId)).size,
    ).toBe(1);
    const { body } = await portal.get('/log-sources?bucket=acme-refund-logs');
    expect(body.total).toBe(1);
  });

  it('tells what is wrong with each field, and sends Panther nothing', async () => {
    const refused = await portal
      .post('/s3-sources/default')
      .send({ ...refundLogs, label: '', awsAccountId: '1' });

    expectDocumentedAnswer(S3_SOURCES_ROUTE, refused, 'post');
    expect(refused.status).toBe(400);
    expect(
      refused.body.error.fields.map(({ field }: { field: string }) => field),
    ).toEqual(['label', 'awsAccountId']);
    expect(auditor.records).toEqual([
      expect.objectContaining({ outcome: 'failed', why: 'InputError' }),
    ]);
  });

  it('tells what would be done, and does nothing', async () => {
    const previewed = await portal
      .post('/s3-sources/default?dryRun=true')
      .send(refundLogs);
    expectDocumentedAnswer(S3_SOURCES_ROUTE, previewed, 'post');
    expect(previewed.body.request).toEqual(refundLogs);

    const deletion = await portal.delete(
      `/log-sources/default/${AUDIT_TRAIL}?dryRun=true`,
    );
    expectDocumentedAnswer(LOG_SOURCE_ROUTE, deletion, 'delete');
    expect(deletion.body.logSource.label).toBe('Checkout audit trail');

    const { body } = await portal.get('/log-sources?bucket=acme-refund-logs');
    expect(body.total).toBe(0);
    const kept = await portal.get(`/log-sources/default/${AUDIT_TRAIL}`);
    expect(kept.body.logSource.status).not.toBe('gone');
  });

  it('refuses a change to what was changed meanwhile, and shows both', async () => {
    const path = `/s3-sources/default/${ACCESS_LOGS}`;
    const { body } = await portal.get(path);
    const {
      awsAccountId: _account,
      bucket: _bucket,
      ...settings
    } = body.settings;
    const change = (label: string) =>
      portal
        .put(path)
        .set('If-Match', body.revision)
        .send({ ...settings, label });
    await change('Checkout logs').expect(200);
    const late = await change('Access logs');

    expectDocumentedAnswer(S3_SOURCE_ROUTE, late, 'put');
    expect(late.status).toBe(409);
    expect(late.body.error.conflict).toMatchObject({
      settings: { label: 'Checkout logs' },
      changes: [{ field: 'label' }],
    });
  });

  it('links an entity and takes it back, at once', async () => {
    const path = `/entities/component/default/web-storefront/links/default/${ACCESS_LOGS}`;
    await portal.put(path).expect(204);
    const linked = await portal.logSourcesOf('web-storefront');
    expectDocumentedAnswer(ENTITY_ROUTE, linked);
    expect(linked.body.links).toEqual([
      expect.objectContaining({
        origin: 'portal',
        state: 'found',
        portalLink: expect.objectContaining({ linkedBy: 'user:default/mock' }),
      }),
    ]);
    await portal.delete(path).expect(204);
    const unlinked = await portal.logSourcesOf('web-storefront');
    expect(unlinked.body.links).toEqual([]);

    expect(auditor.records).toEqual([
      expect.objectContaining({
        eventId: 'link-write',
        actionType: 'create',
        entityRef: 'component:default/web-storefront',
        logSourceRef: `default:${ACCESS_LOGS}`,
      }),
      expect.objectContaining({ eventId: 'link-write', actionType: 'delete' }),
    ]);
  });

  it('refuses a body that is no JSON', async () => {
    const refused = await portal
      .post('/s3-sources/default')
      .set('Content-Type', 'application/json')
      .send('{');
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(/JSON/);
  });
});

describe('an instance without a manageToken', () => {
  it('is not written to, and says which key turns it on', async () => {
    const sandbox = await startSandbox();
    const portal = await startTestPortal({ panther: { apiUrl: sandbox.url } });
    await portal.firstRead();
    const answers = await Promise.all([
      portal.post('/s3-sources/default').send(refundLogs),
      portal.delete(`/log-sources/default/${AUDIT_TRAIL}`),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body.error.message).toContain('panther.manageToken');
    }
    await sandbox.stop();
  });
});
