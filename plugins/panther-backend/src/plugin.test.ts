import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { PermissionsService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import pantherPlugin from '.';
import { expectDocumentedAnswer } from './__testUtils__/expectDocumentedAnswer';
import { startSandbox } from './__testUtils__/startSandbox';

const ACCESS_LOGS = '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81';
const AUDIT_TRAIL = 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';
const BILLING_LOGS = 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38';
const GONE = 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17';

const ENTITY_ROUTE = '/entities/{kind}/{namespace}/{name}/log-sources';
const LOG_SOURCE_ROUTE = '/log-sources/{instance}/{id}';
const HISTORY_ROUTE = '/log-sources/{instance}/{id}/history';

function component(name: string, annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: annotation
        ? { 'panther.com/log-source-id': annotation }
        : {},
    },
    spec: { type: 'service', owner: 'team-payments' },
  };
}

const billingWorker: Entity = {
  ...component('billing-worker'),
  relations: [
    { type: 'dependsOn', targetRef: 'resource:default/billing-logs' },
  ],
};
const billingLogs: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'billing-logs',
    namespace: 'default',
    annotations: { 'panther.com/s3-bucket': 'acme-billing-logs' },
  },
  spec: { type: 's3-bucket', owner: 'team-payments' },
};

async function startPortal(options: {
  apiUrl: string;
  apiToken?: string;
  permissions?: Partial<PermissionsService>;
}) {
  const { server } = await startTestBackend({
    features: [
      pantherPlugin,
      // The mock would hold up the start until Panther has answered.
      schedulerServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          panther: {
            title: 'Acme Security',
            apiUrl: options.apiUrl,
            apiToken: options.apiToken ?? 'sandbox-token',
          },
        },
      }),
      catalogServiceMock.factory({
        entities: [
          component('checkout-api', `${ACCESS_LOGS}, ${AUDIT_TRAIL}`),
          component('ledger', GONE),
          component('web-storefront'),
          billingWorker,
          billingLogs,
        ],
      }),
      ...(options.permissions
        ? [mockServices.permissions.mock(options.permissions).factory]
        : []),
    ],
  });
  return {
    get: (path: string) => request(server).get(`/api/panther${path}`),
    post: (path: string) => request(server).post(`/api/panther${path}`),
    /** Resolves when Panther has been asked for the first time. */
    async firstRead() {
      for (;;) {
        const { body } = await request(server).get('/api/panther/instances');
        if (body.items[0].freshness.problem?.code !== 'notReadYet') {
          return;
        }
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
      }
    },
    logSourcesOf: (name: string) =>
      request(server).get(
        `/api/panther/entities/component/default/${name}/log-sources`,
      ),
  };
}

describe('the Panther backend plugin', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;

  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.stop());

  it("shows a component's log sources, live from the tenant", async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();

    const response = await portal.logSourcesOf('checkout-api').expect(200);

    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body).toMatchObject({
      entityRef: 'component:default/checkout-api',
      links: [
        {
          logSourceRef: `default:${ACCESS_LOGS}`,
          state: 'found',
          logSource: {
            label: 'Checkout access logs',
            status: 'healthy',
            type: 'aws-s3',
            s3: { bucket: 'acme-checkout-logs' },
          },
        },
        {
          logSourceRef: `default:${AUDIT_TRAIL}`,
          state: 'found',
          logSource: { label: 'Checkout audit trail', status: 'unhealthy' },
        },
      ],
      freshness: [
        { instance: 'default', title: 'Acme Security', stale: false },
      ],
    });
  });

  it('finds the log source that reads a bucket which the component depends on', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();

    const response = await portal.logSourcesOf('billing-worker').expect(200);

    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body.links).toEqual([
      {
        logSourceRef: `default:${BILLING_LOGS}`,
        origin: 'bucket',
        evidence: {
          entityRef: 'resource:default/billing-logs',
          annotation: 'panther.com/s3-bucket',
          value: 'acme-billing-logs',
        },
        state: 'found',
        logSource: expect.objectContaining({ label: 'Billing worker logs' }),
      },
    ]);
  });

  it('does not say that nothing reads a bucket while Panther does not answer', async () => {
    await sandbox.stop();
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();

    const response = await portal.logSourcesOf('billing-worker').expect(200);

    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body).toMatchObject({
      links: [],
      unmatchedBuckets: [
        { message: expect.stringContaining('is not known: ') },
      ],
      freshness: [{ problem: { code: 'unreachable' } }],
    });
  });

  it('explains a link to a log source that Panther never had', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();

    const response = await portal.logSourcesOf('ledger').expect(200);

    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body.links).toEqual([
      expect.objectContaining({
        logSourceRef: `default:${GONE}`,
        state: 'unknown',
        message: expect.stringContaining('has no log source with this id'),
      }),
    ]);
  });

  it('answers an entity without links with none', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    const response = await portal.logSourcesOf('web-storefront').expect(200);
    expect(response.body).toEqual({
      entityRef: 'component:default/web-storefront',
      links: [],
      freshness: [],
    });
  });

  it('answers 404 for an entity that the catalog does not show the caller', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    const response = await portal.logSourcesOf('nothing').expect(404);
    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body.error.message).toContain(
      'component:default/nothing, or you may not see it',
    );
  });

  it('shows one log source by its ref', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();

    const found = await portal
      .get(`/log-sources/default/${ACCESS_LOGS}`)
      .expect(200);
    expectDocumentedAnswer(LOG_SOURCE_ROUTE, found);
    expect(found.body.logSource.label).toBe('Checkout access logs');

    const gone = await portal.get(`/log-sources/default/${GONE}`).expect(404);
    expectDocumentedAnswer(LOG_SOURCE_ROUTE, gone);
    expect(gone.body.error.message).toBe(
      `Panther (Acme Security) has no log source with the id '${GONE}'.`,
    );

    const elsewhere = await portal
      .get(`/log-sources/mars/${ACCESS_LOGS}`)
      .expect(404);
    expect(elsewhere.body.error.message).toBe(
      "No Panther instance is called 'mars'; configured are default.",
    );
  });

  it("shows the changes of a log source's status", async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();

    const response = await portal
      .get(`/log-sources/default/${AUDIT_TRAIL}/history`)
      .expect(200);

    expectDocumentedAnswer(HISTORY_ROUTE, response);
    expect(response.body.items).toEqual([
      { status: 'unhealthy', changedAt: expect.any(String) },
    ]);
    await portal.get('/log-sources/mars/x/history').expect(404);
  });

  it('reads an instance out of turn when asked', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();
    const before = await portal.get('/instances').expect(200);

    await portal.post('/instances/default/refresh').expect(202);
    await portal.post('/instances/default/refresh').expect(202);

    let asOf = before.body.items[0].freshness.asOf;
    while (asOf === before.body.items[0].freshness.asOf) {
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
      const after = await portal.get('/instances').expect(200);
      asOf = after.body.items[0].freshness.asOf;
    }
    expect(Date.parse(asOf)).toBeGreaterThan(
      Date.parse(before.body.items[0].freshness.asOf),
    );
    await portal.post('/instances/mars/refresh').expect(404);
    // The scheduler looks for triggered tasks every five seconds.
  }, 30_000);

  it('lists the instances and whether they answer', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();
    const response = await portal.get('/instances').expect(200);
    expectDocumentedAnswer('/instances', response);
    expect(response.body.items).toEqual([
      expect.objectContaining({
        id: 'default',
        title: 'Acme Security',
        reachable: true,
        writable: false,
        statusCounts: expect.objectContaining({
          healthy: expect.any(Number),
          unhealthy: expect.any(Number),
          new: expect.any(Number),
        }),
      }),
    ]);
  });

  it('asks Panther nothing for a view', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    await portal.firstRead();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        portal.logSourcesOf('checkout-api').expect(200),
      ),
    );
    const requests = await fetch(`${sandbox.url}/_sandbox/requests`);
    expect(JSON.stringify(await requests.json())).toMatch(/"sources":1\b/);
  });

  it('serves its OpenAPI document, and refuses what is not in it', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    const document = await portal.get('/openapi.json').expect(200);
    expect(document.body.openapi).toBe('3.1.0');

    const response = await portal.get('/instances?everything=true').expect(400);
    expectDocumentedAnswer('/instances', response);
    expect(response.body.error.message).toContain('everything');
  });

  it('tells policy writers which permissions there are', async () => {
    const portal = await startPortal({ apiUrl: sandbox.url });
    const { body } = await portal
      .get('/.well-known/backstage/permissions/metadata')
      .expect(200);
    expect(body.permissions.map(({ name }: { name: string }) => name)).toEqual([
      'panther.log-source.read',
      'panther.instance.refresh',
    ]);
  });

  describe('permission', () => {
    const routes: [string, string][] = [
      [ENTITY_ROUTE, '/entities/component/default/checkout-api/log-sources'],
      [LOG_SOURCE_ROUTE, `/log-sources/default/${ACCESS_LOGS}`],
      [HISTORY_ROUTE, `/log-sources/default/${ACCESS_LOGS}/history`],
      ['/instances', '/instances'],
    ];

    it.each(routes)('is needed for %s', async (route, path) => {
      const authorize = jest.fn<
        ReturnType<PermissionsService['authorize']>,
        Parameters<PermissionsService['authorize']>
      >(async () => [{ result: AuthorizeResult.DENY }]);
      const portal = await startPortal({
        apiUrl: sandbox.url,
        permissions: { authorize },
      });

      const response = await portal.get(path).expect(403);

      expectDocumentedAnswer(route, response);
      expect(response.body.error.message).toBe(
        "You may not see Panther log sources; ask your portal's administrators for the permission panther.log-source.read.",
      );
      expect(authorize).toHaveBeenCalledWith(
        [
          {
            permission: expect.objectContaining({
              name: 'panther.log-source.read',
            }),
          },
        ],
        { credentials: mockCredentials.user() },
      );
    });

    it('of its own is needed to read an instance out of turn', async () => {
      const portal = await startPortal({
        apiUrl: sandbox.url,
        permissions: {
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result:
                permission.name === 'panther.instance.refresh'
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            })),
        },
      });
      const response = await portal
        .post('/instances/default/refresh')
        .expect(403);
      expect(response.body.error.message).toBe(
        "You may not have Panther read out of turn; ask your portal's administrators for the permission panther.instance.refresh.",
      );
    });

    it.each(routes)('is not asked of nobody for %s', async (route, path) => {
      const portal = await startPortal({ apiUrl: sandbox.url });
      const response = await portal
        .get(path)
        .set('Authorization', mockCredentials.none.header());
      expect(response.status).toBe(401);
      expectDocumentedAnswer(route, response);
    });
  });

  describe('when Panther does not answer', () => {
    it('starts, and says that Panther cannot be reached', async () => {
      await sandbox.stop();
      const portal = await startPortal({ apiUrl: sandbox.url });
      await portal.firstRead();

      const tab = await portal.logSourcesOf('checkout-api').expect(200);
      expectDocumentedAnswer(ENTITY_ROUTE, tab);
      expect(tab.body.freshness).toEqual([
        {
          instance: 'default',
          title: 'Acme Security',
          stale: true,
          problem: { code: 'unreachable', message: expect.any(String) },
        },
      ]);
      expect(tab.body.links).toEqual([
        expect.objectContaining({ state: 'unavailable' }),
        expect.objectContaining({ state: 'unavailable' }),
      ]);

      const one = await portal
        .get(`/log-sources/default/${ACCESS_LOGS}`)
        .expect(503);
      expectDocumentedAnswer(LOG_SOURCE_ROUTE, one);
      expect(one.body.error.message).toBe(
        tab.body.freshness[0].problem.message,
      );

      const instances = await portal.get('/instances').expect(200);
      expect(instances.body.items[0].reachable).toBe(false);
    });

    it('answers in time when Panther hangs', async () => {
      await sandbox.orderFault({ times: 10, delayMs: 20_000 });
      const portal = await startPortal({ apiUrl: sandbox.url });

      const startedAt = Date.now();
      const tab = await portal.logSourcesOf('checkout-api').expect(200);

      expect(Date.now() - startedAt).toBeLessThan(5_000);
      expect(tab.body.freshness[0].problem.code).toBe('notReadYet');
    });
  });

  describe('when Panther refuses the token', () => {
    it('starts, names the setting, and keeps the token to itself', async () => {
      const portal = await startPortal({
        apiUrl: sandbox.url,
        apiToken: 'mistyped-token',
      });
      await portal.firstRead();

      const tab = await portal.logSourcesOf('checkout-api').expect(200);

      expectDocumentedAnswer(ENTITY_ROUTE, tab);
      expect(tab.body.freshness[0].problem).toEqual({
        code: 'tokenRefused',
        message: expect.stringContaining('panther.apiToken'),
      });
      expect(tab.text).not.toContain('mistyped-token');
      await portal.get(`/log-sources/default/${ACCESS_LOGS}`).expect(503);
    });
  });

  it('fails to start with a sentence that names the key of a mistake', async () => {
    await expect(startPortal({ apiUrl: 'acme' })).rejects.toThrow(
      'panther.apiUrl must be a URL',
    );
  });
});
