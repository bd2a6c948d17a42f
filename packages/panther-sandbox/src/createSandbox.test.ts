import express from 'express';
import request from 'supertest';
import { callSandbox, ids, StoppedClock } from './__testUtils__/callers';
import { createSandbox } from './createSandbox';

const edge = `/log-sources/s3/${ids.edge}`;
const newSource = {
  awsAccountId: '111122223333',
  s3Bucket: 'acme-orders',
  integrationLabel: 'Orders audit',
  s3PrefixLogTypes: [
    { prefix: '', logTypes: ['AWS.CloudTrail'], excludedPrefixes: [] },
  ],
  managedBucketNotifications: true,
  logProcessingRole: 'arn:aws:iam::111122223333:role/orders',
  logStreamType: 'Auto',
};

describe('createSandbox', () => {
  it.each(['', '/v1', '/', '/v1/'])('serves the API below "%s"', async base => {
    const { get, app } = callSandbox();

    expect((await get(`${base}${edge}`)).status).toBe(200);
    const { body } = await request(app)
      .post(`${base}/public/graphql`)
      .set('x-api-key', 'sandbox-token')
      .send({ query: '{ __typename }' });
    expect(body).toEqual({ data: { __typename: 'Query' } });
  });

  it('can be mounted under a path, in an app that has parsed the body already', async () => {
    const { app } = createSandbox();
    const around = express()
      .use(express.json())
      .use('/api/panther-sandbox', app);
    const call = (path: string) =>
      request(around)
        .post(`/api/panther-sandbox${path}`)
        .set('x-api-key', 'sandbox-token');

    const graphql = await call('/public/graphql').send({
      query: '{ __typename }',
    });
    const rest = await call('/log-sources/s3').send(newSource);
    const empty = await call('/log-sources/s3').set(
      'content-type',
      'application/json',
    );
    const page = await request(around)
      .get('/api/panther-sandbox')
      .set('host', 'here:1');

    expect(graphql.body).toEqual({ data: { __typename: 'Query' } });
    expect(rest.status).toBe(201);
    expect(empty.body.name).toBe('missing_payload');
    expect(page.text).toContain(
      '"http://here:1/api/panther-sandbox/internal/graphql"',
    );
  });

  it('shows the page in which the MCP server looks for the API', async () => {
    const { app } = createSandbox();

    const { status, text } = await request(app).get('/').set('host', 'here:1');

    expect(status).toBe(200);
    const json = /<script id="__PANTHER_CONFIG__"[^>]*>(.*?)<\/script>/.exec(
      text,
    )?.[1];
    expect(JSON.parse(json ?? '')).toEqual({
      WEB_APPLICATION_GRAPHQL_API_ENDPOINT: 'http://here:1/internal/graphql',
    });
  });

  it('answers paths that it does not have with 404', async () => {
    const { get } = callSandbox();

    for (const path of [
      '/log-sources',
      '/log-sources/s3',
      '/public/graphql',
      '/nope',
    ]) {
      const { status, body } = await get(path);
      expect(status).toBe(404);
      expect(body).toEqual({ message: 'not found' });
    }
  });

  it('holds every answer back by the latency', async () => {
    const { get } = callSandbox({ latencyMs: 80 });
    const begin = performance.now();

    await get(edge);

    expect(performance.now() - begin).toBeGreaterThanOrEqual(79);
  });

  it('knows the tokens it is given, and no others', async () => {
    const { app } = createSandbox({
      tokens: [{ token: 'mine', name: 'Mine', permissions: ['LogSourceRead'] }],
    });
    const statusFor = async (token: string) =>
      (await request(app).get(edge).set('x-api-key', token)).status;

    expect(await statusFor('mine')).toBe(200);
    expect(await statusFor('sandbox-token')).toBe(401);
  });

  describe('clocks', () => {
    const times = `{ source(id: "${ids.accessLogs}") {
      lastEventReceivedAtTime lastEventProcessedAtTime
    } }`;

    it('of a healthy source are always seconds behind the present', async () => {
      const clock = new StoppedClock();
      const { graphql } = callSandbox({ clock: clock.read });

      const seen = new Set<string>();
      for (const seconds of [0, 45, 3_600, 90 * 24 * 3_600]) {
        clock.moveSeconds(seconds);
        const { source } = (await graphql(times)).body.data;
        const received = Date.parse(source.lastEventReceivedAtTime);
        const processed = Date.parse(source.lastEventProcessedAtTime);
        const present = clock.read().getTime();
        expect(received).toBeLessThanOrEqual(present);
        expect(received).toBeGreaterThan(present - 18_000);
        expect(processed).toBeLessThanOrEqual(present);
        expect(processed).toBeGreaterThan(present - 36_000);
        seen.add(source.lastEventReceivedAtTime);
      }
      expect(seen.size).toBe(4);
    });

    it('of a broken source stand still', async () => {
      const clock = new StoppedClock();
      const { graphql } = callSandbox({ clock: clock.read });
      const query = times.replace(ids.accessLogs, ids.auditTrail);

      const before = (await graphql(query)).body;
      clock.moveSeconds(3_600);

      expect((await graphql(query)).body).toEqual(before);
      expect(before.data.source.lastEventReceivedAtTime).toMatch(
        /^2026-03-03T23:/,
      );
    });

    it('of a source whose events cannot be classified go on receiving only', async () => {
      const clock = new StoppedClock();
      const { graphql } = callSandbox({ clock: clock.read });
      const waf = '9f27c4e8-0a6d-4d51-b3c9-185e7ba20d63';
      const query = times.replace(ids.accessLogs, waf);

      const before = (await graphql(query)).body.data.source;
      clock.moveSeconds(60);
      const after = (await graphql(query)).body.data.source;

      expect(after.lastEventReceivedAtTime).not.toBe(
        before.lastEventReceivedAtTime,
      );
      expect(after.lastEventProcessedAtTime).toBe(
        before.lastEventProcessedAtTime,
      );
    });

    it('of a new source start after a while, and go on from there', async () => {
      const clock = new StoppedClock();
      const { post, graphql } = callSandbox({ clock: clock.read });
      const { integrationId } = (await post('/log-sources/s3', newSource)).body;
      const query = times.replace(ids.accessLogs, integrationId);
      const seen = async () => (await graphql(query)).body.data.source;

      clock.moveSeconds(44);
      expect(await seen()).toEqual({
        lastEventReceivedAtTime: null,
        lastEventProcessedAtTime: null,
      });
      clock.moveSeconds(1);
      expect(await seen()).toEqual({
        lastEventReceivedAtTime: '2026-03-04T05:06:52.89Z',
        lastEventProcessedAtTime: null,
      });
      clock.moveSeconds(30);
      expect(await seen()).toEqual({
        lastEventReceivedAtTime: '2026-03-04T05:07:12.89Z',
        lastEventProcessedAtTime: '2026-03-04T05:07:15.39Z',
      });
    });

    it('start as soon as they are told to', async () => {
      const clock = new StoppedClock();
      const { post, graphql } = callSandbox({
        clock: clock.read,
        firstEventAfterMs: 0,
      });
      const { integrationId } = (await post('/log-sources/s3', newSource)).body;

      const { body } = await graphql(
        times.replace(ids.accessLogs, integrationId),
      );

      expect(body.data.source.lastEventReceivedAtTime).toBe(
        '2026-03-04T05:06:07.89Z',
      );
    });
  });

  describe('a new source with a role that nobody can assume', () => {
    const health = (id: string) => `{ source(id: "${id}") {
      isHealthy lastEventReceivedAtTime
    } }`;

    it('turns unhealthy with a system error, until it is given another', async () => {
      const clock = new StoppedClock();
      const { post, put, get, graphql } = callSandbox({ clock: clock.read });
      const broken = { ...newSource, logProcessingRole: 'no role' };
      const { integrationId: id } = (await post('/log-sources/s3', broken))
        .body;
      const seen = async () => (await graphql(health(id))).body.data.source;
      const alerts = async () =>
        (await get(`/alerts?type=SYSTEM_ERROR&log-source=${id}`)).body.results;

      expect(await seen()).toEqual({
        isHealthy: true,
        lastEventReceivedAtTime: null,
      });
      expect(await alerts()).toEqual([]);
      clock.moveSeconds(45);
      expect(await seen()).toEqual({
        isHealthy: false,
        lastEventReceivedAtTime: null,
      });
      expect(await alerts()).toEqual([
        expect.objectContaining({ status: 'OPEN' }),
      ]);

      await put(`/log-sources/s3/${id}`, newSource);
      clock.moveSeconds(45);

      expect(await seen()).toEqual({
        isHealthy: true,
        lastEventReceivedAtTime: expect.any(String),
      });
    });
  });
});
