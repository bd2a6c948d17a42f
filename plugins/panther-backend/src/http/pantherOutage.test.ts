import {
  ACCESS_LOGS,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import {
  ENTITY_ROUTE,
  HISTORY_ROUTE,
  LIST_ROUTE,
  LOG_SOURCE_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';

describe('the Panther backend plugin', () => {
  describe('when Panther does not answer', () => {
    let portal: Awaited<ReturnType<typeof startTestPortal>>;

    beforeAll(async () => {
      const gone = await startSandbox();
      await gone.stop();
      portal = await startTestPortal({ panther: { apiUrl: gone.url } });
      await portal.firstRead();
    });

    it('starts, and says that Panther cannot be reached', async () => {
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

      const list = await portal.get('/log-sources').expect(200);
      expectDocumentedAnswer(LIST_ROUTE, list);
      expect(list.body).toMatchObject({
        items: [],
        total: 0,
        freshness: [{ stale: true, problem: { code: 'unreachable' } }],
      });

      const history = await portal
        .get(`/log-sources/default/${ACCESS_LOGS}/history`)
        .expect(503);
      expectDocumentedAnswer(HISTORY_ROUTE, history);
    });

    it('does not say that nothing reads a bucket while Panther does not answer', async () => {
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
  });

  describe('when Panther hangs', () => {
    it('answers in time', async () => {
      const sandbox = await startSandbox();
      sandbox.orderFault({ times: 10, delayMs: 20_000 });
      const portal = await startTestPortal({
        panther: { apiUrl: sandbox.url },
      });

      const startedAt = Date.now();
      const tab = await portal.logSourcesOf('checkout-api').expect(200);

      expect(Date.now() - startedAt).toBeLessThan(5_000);
      expect(tab.body.freshness[0].problem.code).toBe('notReadYet');
      await sandbox.stop();
    });
  });

  describe('when Panther refuses the token', () => {
    it('starts, names the setting, and keeps the token to itself', async () => {
      const sandbox = await startSandbox();
      const portal = await startTestPortal({
        panther: { apiUrl: sandbox.url, apiToken: 'mistyped-token' },
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
      await sandbox.stop();
    });
  });
});
