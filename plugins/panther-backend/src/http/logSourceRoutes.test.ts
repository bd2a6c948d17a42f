import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  LEDGER_LOGS,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import {
  HISTORY_ROUTE,
  LOG_SOURCE_ROUTE,
  LOG_TYPES_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';

describe('the routes of one log source', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Knex;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    knex = await databases.init('SQLITE_3');
    portal = await startTestPortal({ panther: { apiUrl: sandbox.url }, knex });
    await portal.firstRead();
  });
  afterAll(() => sandbox.stop());

  it('show it by its ref', async () => {
    const response = await portal
      .get(`/log-sources/default/${ACCESS_LOGS}`)
      .expect(200);
    expectDocumentedAnswer(LOG_SOURCE_ROUTE, response);
    expect(response.body).toMatchObject({
      logSource: { label: 'Checkout access logs' },
      linkedEntities: [],
      otherLinkedEntities: 0,
      freshness: { instance: 'default', stale: false },
    });
  });

  it('show which entities are linked to it, and count those that the caller may not see', async () => {
    const refs = ['component:default/checkout-api', 'component:default/secret'];
    await knex('links').insert(
      refs.map(ref => ({
        instance: 'default',
        integration_id: AUDIT_TRAIL,
        entity_ref: ref,
        origin: 'annotation',
        evidence: '{}',
      })),
    );
    const response = await portal
      .get(`/log-sources/default/${AUDIT_TRAIL}`)
      .expect(200);
    expectDocumentedAnswer(LOG_SOURCE_ROUTE, response);
    expect(response.body).toMatchObject({
      linkedEntities: [
        {
          entityRef: 'component:default/checkout-api',
          origins: ['annotation'],
        },
      ],
      otherLinkedEntities: 1,
    });
    expect(response.text).not.toContain('secret');
  });

  it('show the changes of its status, and how old that is', async () => {
    const response = await portal
      .get(`/log-sources/default/${AUDIT_TRAIL}/history`)
      .expect(200);
    expectDocumentedAnswer(HISTORY_ROUTE, response);
    expect(response.body).toMatchObject({
      items: [{ status: 'unhealthy', changedAt: expect.any(String) }],
      freshness: { instance: 'default', stale: false },
    });
  });

  it.each([
    [LOG_SOURCE_ROUTE, ''],
    [HISTORY_ROUTE, '/history'],
  ])('answer 404 for one that Panther never had: %s', async (route, end) => {
    const response = await portal
      .get(`/log-sources/default/${LEDGER_LOGS}${end}`)
      .expect(404);
    expectDocumentedAnswer(route, response);
    expect(response.body.error.message).toBe(
      `Panther (Acme Security) has no log source with the id '${LEDGER_LOGS}'.`,
    );
  });

  it.each([
    [LOG_SOURCE_ROUTE, `/log-sources/mars/${ACCESS_LOGS}`],
    [HISTORY_ROUTE, `/log-sources/mars/${ACCESS_LOGS}/history`],
    [LOG_TYPES_ROUTE, '/log-types/mars'],
  ])(
    'answer 404 for an instance that is not there: %s',
    async (route, path) => {
      const response = await portal.get(path).expect(404);
      expectDocumentedAnswer(route, response);
      expect(response.body.error.message).toBe(
        "No Panther instance is called 'mars'; configured are default.",
      );
    },
  );

  it('tell the log types of an instance', async () => {
    let response = await portal.get('/log-types/default');
    while (!response.body.total) {
      // They are read after the log sources.
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
      response = await portal.get('/log-types/default').expect(200);
    }
    expectDocumentedAnswer(LOG_TYPES_ROUTE, response);

    const found = await portal
      .get('/log-types/default?q=CLOUDTRAIL&limit=1')
      .expect(200);
    expectDocumentedAnswer(LOG_TYPES_ROUTE, found);
    expect(found.body.items).toHaveLength(1);
    expect(found.body.items[0].name).toMatch(/cloudtrail/i);
  });

  it('answer 400 for a character that no database text may contain', async () => {
    const response = await portal.get('/log-sources/default/%00').expect(400);
    expectDocumentedAnswer(LOG_SOURCE_ROUTE, response);
    expect(response.body.error.message).toBe(
      'The address contains the character NUL; leave %00 out.',
    );
  });
});
