import { S3SourceInput } from 'backstage-plugin-panther-common';
import { startDemoPortal } from './__testUtils__/startDemoPortal';

const CHECKOUT_API = '/entities/component/default/checkout-api';

const refundLogs: S3SourceInput = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [{ prefix: '', logTypes: ['AWS.ALB'], excludedPrefixes: [] }],
};

describe('who made a log source in the demo', () => {
  let portal: Awaited<ReturnType<typeof startDemoPortal>>;
  /** What Paula made. */
  let refunds = '';
  /** What Sam of the security team made. */
  let settlements = '';

  beforeAll(async () => {
    portal = await startDemoPortal();
    refunds = await create('paula', refundLogs);
    settlements = await create('sam', {
      ...refundLogs,
      label: 'Settlement logs',
      bucket: 'acme-settlement-logs',
    });
  });
  afterAll(() => portal.stop());

  async function create(person: string, body: S3SourceInput): Promise<string> {
    const created = await portal.ask(person, 'POST', '/s3-sources/default', {
      body,
    });
    expect(created.status).toBe(201);
    return created.body.logSource.integrationId;
  }

  async function permitted(person: string, to: string) {
    const { body } = await portal.ask(
      person,
      'GET',
      `/log-sources?permittedTo=${to}`,
    );
    return body;
  }

  it('finds it among what they may change and delete, and nothing that others made', async () => {
    for (const to of ['update', 'delete']) {
      const { items, total } = await permitted('paula', to);
      expect(total).toBe(1);
      expect(items[0].logSource.label).toBe('Refund logs');
    }
    const { body: all } = await portal.ask('sam', 'GET', '/log-sources');
    await expect(permitted('sam', 'update')).resolves.toMatchObject({
      total: all.total,
    });
  });

  it('may not change or link what others made', async () => {
    const read = await portal.ask(
      'paula',
      'GET',
      `/s3-sources/default/${settlements}`,
    );
    expect(read.status).toBe(403);
    const { status, body } = await portal.ask(
      'paula',
      'PUT',
      `${CHECKOUT_API}/links/default/${settlements}`,
    );
    expect(status).toBe(403);
    expect(body.error.message).toBe(
      "You may not change this log source, and so not link it; ask your portal's administrators for the permission panther.log-source.update.",
    );
  });

  it('may not link it to what others own', async () => {
    const { status, body } = await portal.ask(
      'paula',
      'PUT',
      `/entities/component/default/web-storefront/links/default/${refunds}`,
    );
    expect(status).toBe(403);
    expect(body.error.message).toContain('panther.link.create');
  });

  it('links it to what they own, and goes on to change it', async () => {
    const linked = await portal.ask(
      'paula',
      'PUT',
      `${CHECKOUT_API}/links/default/${refunds}`,
    );
    expect(linked.status).toBe(204);

    const path = `/s3-sources/default/${refunds}`;
    const { body: current } = await portal.ask('paula', 'GET', path);
    const {
      awsAccountId: _account,
      bucket: _bucket,
      ...settings
    } = current.settings;
    const changed = await portal.ask('paula', 'PUT', path, {
      body: { ...settings, label: 'Refunds' },
      headers: { 'if-match': current.revision },
    });
    expect(changed.status).toBe(200);
    expect(changed.body.logSource.label).toBe('Refunds');
  });
});
