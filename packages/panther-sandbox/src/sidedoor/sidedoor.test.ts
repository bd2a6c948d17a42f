import request from 'supertest';
import { callSandbox, ids } from '../__testUtils__/callers';
import { exampleDocuments } from '../__testUtils__/exampleDocuments';

const edge = `/log-sources/s3/${ids.edge}`;
const list = '{ sources { edges { node { integrationId } } } }';

/** A sandbox that takes orders for faults; what is created in it is called `new`. */
function sandboxWithDoor() {
  const sandbox = callSandbox({ generateId: () => 'new' });
  return {
    ...sandbox,
    order: (fault: object) =>
      request(sandbox.app).post('/_sandbox/faults').send(fault),
  };
}

describe('the side door', () => {
  describe('POST /_sandbox/reset', () => {
    it('brings a fresh tenant back, with no faults and nothing counted', async () => {
      const { app, delete: remove, get, order } = sandboxWithDoor();
      await remove(edge);
      await remove(`/log-source-alarms/${ids.accessLogs}/SOURCE_NO_DATA`);
      await order({ status: 500 });

      const { status } = await request(app).post('/_sandbox/reset');

      expect(status).toBe(204);
      const counted = await request(app).get('/_sandbox/requests');
      expect(counted.body).toEqual({});
      expect((await get(edge)).status).toBe(200);
      const alarm = await get(
        `/log-source-alarms/${ids.accessLogs}/SOURCE_NO_DATA`,
      );
      expect(alarm.status).toBe(200);
    });
  });

  describe('GET /_sandbox/requests', () => {
    it('counts what was asked for, answered or not, by operation', async () => {
      const { app, get, post, put, delete: remove, graphql } = callSandbox();
      await graphql(exampleDocuments.ListSources);
      await graphql(list, 'wrong');
      await graphql(
        '{ a: source(id: "x") { integrationId } schemas(input: {}) { __typename } }',
      );
      await graphql('{ broken');
      await post('/log-sources/s3', {});
      await get(edge);
      await put(edge, {});
      await remove('/log-sources/s3/nope');
      await get('/api-tokens/self');
      await get('/alerts');
      await get('/nope');

      const { body } = await request(app).get('/_sandbox/requests');

      expect(body).toEqual({
        sources: 2,
        source: 1,
        schemas: 1,
        graphql: 1,
        createS3Source: 1,
        getS3Source: 1,
        updateS3Source: 1,
        deleteS3Source: 1,
        getApiToken: 1,
        listAlerts: 1,
      });
    });
  });

  describe('POST /_sandbox/faults', () => {
    it('breaks as many of the next requests as it was told to, and no more', async () => {
      const { get, order } = sandboxWithDoor();

      const { status } = await order({ times: 2, status: 503 });

      expect(status).toBe(204);
      const statuses = [await get(edge), await get('/alerts'), await get(edge)];
      expect(statuses.map(answer => answer.status)).toEqual([503, 503, 200]);
    });

    it('breaks one request if it is not told how many', async () => {
      const { get, order } = sandboxWithDoor();
      await order({ status: 500 });

      expect((await get(edge)).status).toBe(500);
      expect((await get(edge)).status).toBe(200);
    });

    it.each([
      ['a root field', 'sources'],
      ['the name of the GraphQL operation', 'ListSources'],
    ])('picks GraphQL requests by %s', async (_case, operation) => {
      const { get, graphql, order } = sandboxWithDoor();
      await order({ operation, status: 502, body: '<html>Bad gateway</html>' });

      expect((await get(edge)).status).toBe(200);
      expect((await graphql('{ __typename }')).status).toBe(200);
      const hit = await graphql(exampleDocuments.ListSources);
      expect(hit.status).toBe(502);
      expect(hit.headers['content-type']).toContain('text/html');
      expect(hit.text).toBe('<html>Bad gateway</html>');
    });

    it('picks creations through either API by the name they share', async () => {
      const { post, graphql, order } = sandboxWithDoor();
      await order({ operation: 'createS3Source', times: 2, status: 500 });

      expect((await post('/log-sources/s3', {})).status).toBe(500);
      expect((await graphql(exampleDocuments.CreateS3LogSource)).status).toBe(
        500,
      );
    });

    it('picks requests by a path, and all below it', async () => {
      const { get, order } = sandboxWithDoor();
      await order({ path: '/log-sources/s3', times: 2, status: 500 });

      expect((await get('/alerts')).status).toBe(200);
      expect((await get(edge)).status).toBe(500);
      expect((await get(`/v1${edge}`)).status).toBe(500);
    });

    it('uses faults up in the order in which they came', async () => {
      const { get, order } = sandboxWithDoor();
      await order({ status: 500 });
      await order({ status: 429, headers: { 'retry-after': '7' } });

      expect((await get(edge)).status).toBe(500);
      const second = await get(edge);
      expect(second.status).toBe(429);
      expect(second.headers['retry-after']).toBe('7');
    });

    it.each([
      [401, { error: 'unauthorized' }],
      [403, { error: 'forbidden' }],
      [500, { message: 'ordered fault: status 500' }],
    ])('answers a bare %p as Panther would', async (status, body) => {
      const { get, order } = sandboxWithDoor();
      await order({ status });

      expect((await get(edge)).body).toEqual(body);
    });

    it('hits a request whatever its token', async () => {
      const { graphql, order } = sandboxWithDoor();
      await order({ status: 500 });

      expect((await graphql(list, 'wrong')).status).toBe(500);
    });

    it('sends a body that only looks like an answer: a list with a bad row', async () => {
      const { graphql, order } = sandboxWithDoor();
      const body = {
        data: { sources: { edges: [{ node: { integrationId: null } }] } },
      };
      await order({ operation: 'sources', body });

      const answer = await graphql(list);

      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toContain('application/json');
      expect(answer.body).toEqual(body);
    });

    it('sends text as it is: JSON that breaks off', async () => {
      const { graphql, order } = sandboxWithDoor();
      await order({ body: '{"data": {"sour' });

      const answer = await graphql(list)
        .buffer()
        .parse((response, done) => {
          let text = '';
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('end', () => done(null, text));
        });

      expect(answer.headers['content-type']).toContain('application/json');
      expect(answer.body).toBe('{"data": {"sour');
    });

    it('sends an empty 200', async () => {
      const { get, order } = sandboxWithDoor();
      await order({ status: 200, body: '' });

      const answer = await get(edge);

      expect(answer.status).toBe(200);
      expect(answer.text).toBe('');
    });

    it('takes a whole list of ten thousand for a body', async () => {
      const { graphql, order } = sandboxWithDoor();
      const node = { integrationLabel: 'a'.repeat(800) };
      const body = { data: Array.from({ length: 10_000 }, () => ({ node })) };

      expect((await order({ body })).status).toBe(204);
      expect((await graphql(list)).body.data).toHaveLength(10_000);
    });

    it('drops the connection', async () => {
      const { get, order } = sandboxWithDoor();
      await order({ drop: true });

      await expect(get(edge)).rejects.toThrow(/socket hang up|ECONNRESET/);
      expect((await get(edge)).status).toBe(200);
    });

    it('delays an answer, which is then a good one', async () => {
      const { get, order } = sandboxWithDoor();
      await order({ delayMs: 80 });
      const begin = performance.now();

      expect((await get(edge)).status).toBe(200);
      expect(performance.now() - begin).toBeGreaterThanOrEqual(79);
    });

    it('lets a client that has gone away go', async () => {
      const { get, order } = sandboxWithDoor();
      await order({ delayMs: 60_000 });

      await expect(get(edge).timeout(50)).rejects.toThrow('Timeout');
      expect((await get(edge)).status).toBe(200);
    });

    it.each([
      ['without the request having done anything', {}, 404],
      ['with the request having done its work', { takeEffect: true }, 200],
    ])('breaks the answer to a write %s', async (_case, how, status) => {
      const { post, get, order } = sandboxWithDoor();
      await order({ operation: 'createS3Source', drop: true, ...how });
      const creation = post('/log-sources/s3', {
        awsAccountId: '111122223333',
        s3Bucket: 'acme-orders',
        integrationLabel: 'Orders audit',
        s3PrefixLogTypes: [{ prefix: '' }],
        managedBucketNotifications: true,
        logProcessingRole: 'arn:aws:iam::111122223333:role/orders',
        logStreamType: 'Auto',
      });

      await expect(creation).rejects.toThrow();

      expect((await get('/log-sources/s3/new')).status).toBe(status);
    });

    it.each([
      [
        'nothing to go wrong',
        { operation: 'sources' },
        'say what is to go wrong',
      ],
      ['a word it does not know', { status: 500, colour: 'red' }, 'colour'],
      ['a status that is none', { status: 42 }, 'status'],
      ['no times at all', { status: 500, times: 0 }, 'times'],
      ['a path without its slash', { status: 500, path: 'alerts' }, 'path'],
    ])('refuses an order with %s', async (_case, fault, message) => {
      const { get, order } = sandboxWithDoor();

      const { status, body } = await order(fault);

      expect(status).toBe(400);
      expect(body.message).toContain(message);
      expect((await get(edge)).status).toBe(200);
    });
  });

  it('is there for tests in the same process, too', async () => {
    const { get, orderFault, countRequests, reset } = callSandbox();
    orderFault({ operation: 'getS3Source', status: 500 });

    expect((await get(edge)).status).toBe(500);
    expect(countRequests()).toEqual({ getS3Source: 1 });
    reset();
    expect(countRequests()).toEqual({});
  });
});
