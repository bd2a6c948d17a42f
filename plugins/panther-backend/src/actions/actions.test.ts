import { ACCESS_LOGS, AUDIT_TRAIL, LEDGER_LOGS } from 'panther-test-portal';
import { refundLogs, setupActions } from './__testUtils__/setupActions';

describe('the actions', () => {
  const { context, deny, invoke, succeed } = setupActions('file');

  it('are offered with hints at what they do', async () => {
    const { body } = await context().portal.get(
      '/.backstage/actions/v1/actions',
    );
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
    deny('panther.log-source.create');
    const { body } = await context().portal.get(
      '/.backstage/actions/v1/actions',
    );
    const names = body.actions.map(({ name }: { name: string }) => name);
    expect(names).toHaveLength(8);
    expect(names).not.toContain('create-s3-source');
    await expect(
      invoke('create-s3-source', { ...refundLogs, previewToken: 'any' }),
    ).resolves.toMatchObject({ status: 404 });
  });

  describe('list-log-sources', () => {
    it('lists what is worst first, and counts all pages', async () => {
      const all = await context()
        .portal.get('/log-sources?limit=1')
        .expect(200);
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
      deny('panther.log-source.delete');
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
      deny('panther.log-source.read');
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
    deny(`panther.log-source.${needed}`);
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
});
