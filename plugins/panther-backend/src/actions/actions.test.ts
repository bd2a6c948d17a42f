import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  LEDGER_LOGS,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';

const ROLE = 'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds';

const refundLogs = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole: ROLE,
  prefixes: [{ prefix: 'alb/', logTypes: ['AWS.ALB'] }],
};

describe('the actions', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  /** What is denied. */
  let denied = new Array<string>();

  const decide = (name: string): DefinitivePolicyDecision => ({
    result: denied.includes(name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  });
  const permissions: PermissionsService = {
    authorize: async requests =>
      requests.map(({ permission }) => decide(permission.name)),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => decide(permission.name)),
  };

  beforeEach(async () => {
    denied = [];
    sandbox = await startSandbox();
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url, manageToken: 'sandbox-token' },
      permissions,
    });
    await portal.firstRead();
  });
  afterEach(() => sandbox.stop());

  async function invoke(name: string, input: object) {
    const { status, body, text } = await portal
      .post(`/.backstage/actions/v1/actions/panther:${name}/invoke`)
      .send(input);
    expect(text).not.toContain('sandbox-token');
    return {
      status,
      output: body.output,
      error: body.error && `${body.error.name}: ${body.error.message}`,
    };
  }

  async function succeed(name: string, input: object) {
    const { status, output, error } = await invoke(name, input);
    expect({ status, error }).toEqual({ status: 200, error: undefined });
    return output;
  }

  it('are offered with hints at what they do', async () => {
    const { body } = await portal.get('/.backstage/actions/v1/actions');
    const hints = Object.fromEntries(
      body.actions.map(
        ({ name, attributes }: { name: string; attributes: object }) => [
          name,
          attributes,
        ],
      ),
    );
    const reads = { readOnly: true, destructive: false, idempotent: true };
    const replaces = { readOnly: false, destructive: true, idempotent: true };
    expect(hints).toEqual({
      'list-log-sources': reads,
      'get-log-source': reads,
      'get-entity-log-sources': reads,
      'list-log-types': reads,
      'preview-s3-source': reads,
      'create-s3-source': { ...replaces, destructive: false },
      'update-s3-source': replaces,
      'preview-log-source-deletion': reads,
      'delete-log-source': replaces,
    });
  });

  it('are hidden where they make log sources and that is denied', async () => {
    denied = ['panther.log-source.create'];
    const { body } = await portal.get('/.backstage/actions/v1/actions');
    const names = body.actions.map(({ name }: { name: string }) => name);
    expect(names).toHaveLength(8);
    expect(names).not.toContain('create-s3-source');
    await expect(
      invoke('create-s3-source', { ...refundLogs, previewToken: 'any' }),
    ).resolves.toMatchObject({ status: 404 });
  });

  describe('list-log-sources', () => {
    it('lists what is worst first, and counts all pages', async () => {
      const all = await portal.get('/log-sources?limit=1').expect(200);
      const output = await succeed('list-log-sources', { limit: '3' });
      expect(output.items).toHaveLength(3);
      expect(output.items[0]).toMatchObject({ status: 'unhealthy' });
      expect(output.total).toBe(all.body.total);
      expect(output.byStatus).toMatchObject({ unhealthy: expect.any(Number) });
      const next = await succeed('list-log-sources', {
        limit: 3,
        cursor: output.nextCursor,
      });
      expect(next.total).toBe(all.body.total);
      expect(next).not.toHaveProperty('byStatus');
      expect(next.items[0].logSourceRef).not.toBe(output.items[0].logSourceRef);
    });

    it('tells of a log source in a few words, and how old that is', async () => {
      const { items, freshness } = await succeed('list-log-sources', {
        q: 'checkout audit',
        linked: 'false',
      });
      expect(items).toEqual([
        expect.objectContaining({
          logSourceRef: `default:${AUDIT_TRAIL}`,
          label: 'Checkout audit trail',
          type: 'aws-s3',
          status: 'unhealthy',
          bucket: 'acme-checkout-audit',
          logTypes: ['AWS.CloudTrail'],
          linkedEntities: [],
          otherLinkedEntities: 0,
        }),
      ]);
      expect(freshness).toEqual([
        {
          instance: 'default',
          title: 'Acme Security',
          asOf: expect.any(String),
          stale: false,
        },
      ]);
    });

    it('filters by what the caller may do', async () => {
      denied = ['panther.log-source.delete'];
      await expect(
        succeed('list-log-sources', { permittedTo: 'delete' }),
      ).resolves.toMatchObject({ total: 0, items: [] });
    });

    it('refuses what cannot be asked', async () => {
      await expect(
        invoke('list-log-sources', { limit: '1000' }),
      ).resolves.toMatchObject({
        status: 400,
        error: expect.stringContaining('list-log-sources'),
      });
      await expect(
        invoke('list-log-sources', { instance: ['mars'] }),
      ).resolves.toMatchObject({
        status: 404,
        error:
          "NotFoundError: No Panther instance is called 'mars'; configured are default.",
      });
    });
  });

  it.each([
    ['list-log-sources', {}],
    ['get-log-source', { logSourceRef: ACCESS_LOGS }],
    ['get-entity-log-sources', { entityRef: 'checkout-api' }],
    ['list-log-types', {}],
    ['preview-s3-source', refundLogs],
    ['preview-s3-source', { logSourceRef: ACCESS_LOGS }],
    ['create-s3-source', { ...refundLogs, previewToken: 'any' }],
    ['update-s3-source', { logSourceRef: ACCESS_LOGS, previewToken: 'any' }],
    ['preview-log-source-deletion', { logSourceRef: ACCESS_LOGS }],
    ['delete-log-source', { logSourceRef: ACCESS_LOGS, previewToken: 'any' }],
  ])(
    'refuse who sees no log sources with the sentence of the routes: %s',
    async (name, input) => {
      denied = ['panther.log-source.read'];
      await expect(invoke(name, input)).resolves.toMatchObject({
        status: 403,
        error:
          "NotAllowedError: You may not see Panther log sources; ask your portal's administrators for the permission panther.log-source.read.",
      });
    },
  );

  it.each([
    ['preview-s3-source', { logSourceRef: ACCESS_LOGS }, 'update'],
    [
      'update-s3-source',
      { logSourceRef: ACCESS_LOGS, previewToken: 'any' },
      'update',
    ],
    ['preview-s3-source', refundLogs, 'create'],
    ['preview-log-source-deletion', { logSourceRef: ACCESS_LOGS }, 'delete'],
    [
      'delete-log-source',
      { logSourceRef: ACCESS_LOGS, previewToken: 'any' },
      'delete',
    ],
  ])('refuse who may not: %s %j needs %s', async (name, input, needed) => {
    denied = [`panther.log-source.${needed}`];
    const { status, error } = await invoke(name, input);
    expect(status).toBe(403);
    expect(error).toContain(
      `ask your portal's administrators for the permission panther.log-source.${needed}.`,
    );
  });

  it('tell of one log source what it reads', async () => {
    await expect(
      succeed('get-log-source', { logSourceRef: ACCESS_LOGS }),
    ).resolves.toMatchObject({
      logSourceRef: `default:${ACCESS_LOGS}`,
      label: 'Checkout access logs',
      prefixes: expect.arrayContaining([
        {
          prefix: 'alb/',
          logTypes: ['AWS.ALB'],
          excludedPrefixes: ['alb/healthcheck/'],
        },
      ]),
      freshness: { instance: 'default', stale: false },
    });
    for (const logSourceRef of [LEDGER_LOGS, `default:${LEDGER_LOGS}`]) {
      await expect(
        invoke('get-log-source', { logSourceRef }),
      ).resolves.toMatchObject({
        status: 404,
        error: `NotFoundError: Panther (Acme Security) has no log source with the id '${LEDGER_LOGS}'.`,
      });
    }
    await expect(
      invoke('get-log-source', { logSourceRef: ' ' }),
    ).resolves.toMatchObject({
      status: 400,
      error: expect.stringContaining('as list-log-sources tells it'),
    });
  });

  it('tell of an entity what it is linked to, and what is not found', async () => {
    const checkout = await succeed('get-entity-log-sources', {
      entityRef: 'component:default/checkout-api',
    });
    expect(checkout.links).toEqual([
      expect.objectContaining({
        state: 'found',
        origin: 'annotation',
        logSource: expect.objectContaining({ status: 'healthy' }),
      }),
      expect.objectContaining({
        state: 'found',
        logSource: expect.objectContaining({ status: 'unhealthy' }),
      }),
    ]);
    const ledger = await succeed('get-entity-log-sources', {
      entityRef: 'ledger',
    });
    expect(ledger.links).toEqual([
      {
        logSourceRef: `default:${LEDGER_LOGS}`,
        origin: 'annotation',
        state: 'unknown',
        message: expect.any(String),
      },
    ]);
    await expect(
      invoke('get-entity-log-sources', { entityRef: 'component:' }),
    ).resolves.toMatchObject({
      status: 400,
      error: expect.stringContaining('such as component:default/checkout-api'),
    });
  });

  it('list log types by a part of their name, and count them all', async () => {
    const output = await succeed('list-log-types', {
      q: 'cloudtrail',
      limit: '1',
    });
    expect(output.items).toEqual([
      { name: 'AWS.CloudTrail', description: expect.any(String) },
    ]);
    expect(output.total).toBeGreaterThanOrEqual(1);
  });

  describe('that write', () => {
    const previewNew = () => succeed('preview-s3-source', refundLogs);
    const refusal =
      /^ConflictError: This is not what the preview said: .* Preview it anew with [a-z0-9-]+, look at what that says, and give its previewToken\.$/;

    async function total(query: string): Promise<number> {
      const { body } = await portal.get(`/log-sources?${query}`).expect(200);
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
      sandbox.orderFault({ operation: 'createS3Source', drop: true });
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
      await portal
        .put(
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
});
