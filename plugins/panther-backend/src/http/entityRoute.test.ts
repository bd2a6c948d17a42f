import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  BILLING_LOGS,
  LEDGER_LOGS,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import {
  ENTITY_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';

describe('the route of an entity', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startTestPortal({ panther: { apiUrl: sandbox.url } });
    await portal.firstRead();
  });
  afterAll(() => sandbox.stop());

  it("shows a component's log sources", async () => {
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

  it('explains a link to a log source that Panther never had', async () => {
    const response = await portal.logSourcesOf('ledger').expect(200);

    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body.links).toEqual([
      expect.objectContaining({
        logSourceRef: `default:${LEDGER_LOGS}`,
        state: 'unknown',
        message: expect.stringContaining('has no log source with this id'),
      }),
    ]);
  });

  it("says what is wrong with an entity's log sources", async () => {
    let response = await portal.logSourcesOf('checkout-api').expect(200);
    while (!response.body.links[1].logSource.reasons) {
      // They are read after the log sources.
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
      response = await portal.logSourcesOf('checkout-api').expect(200);
    }
    expectDocumentedAnswer(ENTITY_ROUTE, response);
    const [accessLogs, auditTrail] = response.body.links;
    expect(auditTrail.logSource.reasons).toEqual([
      expect.objectContaining({ kind: 'SOURCE_PERMISSIONS_CHECKS' }),
    ]);
    expect(accessLogs.logSource).not.toHaveProperty('reasons');
  });

  it('answers an entity without links with none', async () => {
    const response = await portal.logSourcesOf('web-storefront').expect(200);
    expect(response.body).toEqual({
      entityRef: 'component:default/web-storefront',
      links: [],
      freshness: [],
    });
  });

  it('answers 404 for an entity that the catalog does not show the caller', async () => {
    const response = await portal.logSourcesOf('nothing').expect(404);
    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body.error.message).toContain(
      'component:default/nothing, or you may not see it',
    );
  });
});
