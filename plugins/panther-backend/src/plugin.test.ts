import { MetricsServiceObservableCallback } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { startSandbox, startTestPortal } from 'panther-test-portal';
import { expectDocumentedAnswer } from './__testUtils__/expectDocumentedAnswer';

// The scheduler looks for triggered tasks every five seconds.
describe('the Panther backend plugin', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startTestPortal({ panther: { apiUrl: sandbox.url } });
    await portal.firstRead();
  });
  afterAll(() => sandbox.stop());

  it('reads an instance out of turn when asked', async () => {
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
  });

  it('lists the instances and whether they answer', async () => {
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

  it('keeps an index of the entities that are linked to log sources', async () => {
    await portal
      .post('/.backstage/scheduler/v1/tasks/update-link-index/trigger')
      .set('Authorization', mockCredentials.service.header())
      .expect(200);

    let linked = await portal.get('/log-sources?linked=true').expect(200);
    while (!linked.body.total) {
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
      linked = await portal.get('/log-sources?linked=true').expect(200);
    }

    expectDocumentedAnswer('/log-sources', linked);
    const links = linked.body.items.map(
      (item: { logSource: { label: string }; linkedEntities: object[] }) => [
        item.logSource.label,
        item.linkedEntities,
      ],
    );
    expect(links).toEqual([
      [
        'Billing worker logs',
        [
          {
            entityRef: 'component:default/billing-worker',
            origins: ['bucket'],
          },
          { entityRef: 'resource:default/billing-logs', origins: ['bucket'] },
        ],
      ],
      [
        'Checkout access logs',
        [
          {
            entityRef: 'component:default/checkout-api',
            origins: ['annotation'],
          },
        ],
      ],
      [
        'Checkout audit trail',
        [
          {
            entityRef: 'component:default/checkout-api',
            origins: ['annotation'],
          },
        ],
      ],
    ]);
  });

  it('measures reads, calls to Panther and the inventory', async () => {
    const measured = new Set<string>();
    const keep = (name: string) => (_: number, attributes?: object) =>
      measured.add(`${name} ${JSON.stringify(attributes)}`);
    const gauges = new Array<MetricsServiceObservableCallback>();
    await startTestPortal({
      panther: { apiUrl: sandbox.url },
      metrics: {
        createCounter: name => ({ add: keep(name) }),
        createHistogram: name => ({ record: keep(name) }),
        createObservableGauge: name => ({
          addCallback: callback =>
            gauges.push(() => callback({ observe: keep(name) })),
          removeCallback: () => {},
        }),
      },
    });
    while (![...measured].some(name => /^panther.refresh/.test(name))) {
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
    for (const gauge of gauges) {
      await gauge({ observe: () => {} });
    }
    const instance = 'default';
    expect([...measured]).toEqual(
      expect.arrayContaining([
        `panther.upstream.calls ${JSON.stringify({
          instance,
          operation: 'sources',
          outcome: 'ok',
        })}`,
        `panther.refresh.duration ${JSON.stringify({
          instance,
          outcome: 'ok',
        })}`,
        `panther.inventory.age ${JSON.stringify({ instance })}`,
        `panther.inventory.log_sources ${JSON.stringify({
          instance,
          status: 'unhealthy',
        })}`,
      ]),
    );
  });

  it('asks Panther nothing for a view', async () => {
    const tenant = await startSandbox();
    const reader = await startTestPortal({ panther: { apiUrl: tenant.url } });
    await reader.firstRead();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        reader.logSourcesOf('checkout-api').expect(200),
      ),
    );
    expect(tenant.countRequests()).toMatchObject({ sources: 1 });
    await tenant.stop();
  });

  it('serves its OpenAPI document, and refuses what is not in it', async () => {
    const document = await portal.get('/openapi.json').expect(200);
    expect(document.body.openapi).toBe('3.1.0');

    const response = await portal.get('/instances?everything=true').expect(400);
    expectDocumentedAnswer('/instances', response);
    expect(response.body.error.message).toContain('everything');
  });

  it('tells policy writers which permissions there are', async () => {
    const { body } = await portal
      .get('/.well-known/backstage/permissions/metadata')
      .expect(200);
    expect(body.permissions.map(({ name }: { name: string }) => name)).toEqual([
      'panther.log-source.read',
      'panther.log-source.update',
      'panther.log-source.delete',
      'panther.log-source.create',
      'panther.link.create',
      'panther.link.delete',
      'panther.instance.refresh',
    ]);
  });

  it('fails to start with a sentence that names the key of a mistake', async () => {
    await expect(
      startTestPortal({ panther: { apiUrl: 'acme' } }),
    ).rejects.toThrow('panther.apiUrl must be a URL');
  });
});
