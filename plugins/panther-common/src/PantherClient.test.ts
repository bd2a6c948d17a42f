/** @jest-environment node */
import {
  accessLogsRef as ref,
  checkoutAccessLogs,
  checkoutApi,
  checkoutSettings as settings,
} from './__testUtils__/checkoutAccessLogs';
import { registerBackends } from './__testUtils__/registerBackends';
import { PantherClient } from './PantherClient';

const source = checkoutAccessLogs();

describe('PantherClient', () => {
  const clientOf = registerBackends();

  it('asks for the log sources of an entity by its ref', async () => {
    const asked = new Array<string | undefined>();
    const client = await clientOf((req, res) => {
      asked.push(req.url, req.headers.authorization);
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ entityRef: 'e', links: [], freshness: [] }));
    });

    await expect(
      client.getEntityLogSources(checkoutApi, { token: 'user-token' }),
    ).resolves.toEqual({ entityRef: 'e', links: [], freshness: [] });
    expect(asked).toEqual([
      '/api/panther/entities/component/default/checkout-api/log-sources',
      'Bearer user-token',
    ]);
  });

  it('asks for a page of log sources with every filter that is given', async () => {
    const asked = new Array<string>();
    const page = { items: [], total: 0, freshness: [] };
    const client = await clientOf((req, res) => {
      // Requests that a server has parsed have a URL.
      asked.push(req.url!);
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify(page));
    });

    await expect(
      client.listLogSources({
        instance: ['eu'],
        status: ['unhealthy', 'silent'],
        owner: ['group:default/team-payments'],
        bucket: [],
        linked: false,
        q: 'audit & access',
        sort: '-lastEventReceivedAt',
        cursor: 'eyJhIjoxfQ==',
        limit: 50,
      }),
    ).resolves.toEqual(page);

    expect(asked).toHaveLength(1);
    const { pathname, searchParams } = new URL(
      asked.join(),
      'http://backend.example',
    );
    expect(pathname).toBe('/api/panther/log-sources');
    expect([...searchParams]).toEqual([
      ['instance', 'eu'],
      ['status', 'unhealthy'],
      ['status', 'silent'],
      ['owner', 'group:default/team-payments'],
      ['linked', 'false'],
      ['q', 'audit & access'],
      ['sort', '-lastEventReceivedAt'],
      ['cursor', 'eyJhIjoxfQ=='],
      ['limit', '50'],
    ]);
  });

  it('asks for all log sources where nothing is said', async () => {
    const asked = new Array<string | undefined>();
    const client = await clientOf((req, res) => {
      asked.push(req.url, req.headers.authorization);
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ items: [], total: 0, freshness: [] }));
    });

    await client.listLogSources(undefined, { token: 'user-token' });

    expect(asked).toEqual(['/api/panther/log-sources', 'Bearer user-token']);
  });

  it('asks for the log types of an instance', async () => {
    const asked = new Array<string | undefined>();
    const logTypes = {
      items: [{ name: 'AWS.CloudTrail', isManaged: true }],
      total: 1,
      freshness: { instance: 'eu', title: 'Acme Europe', stale: false },
    };
    const client = await clientOf((req, res) => {
      asked.push(req.url, req.headers.authorization);
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify(logTypes));
    });

    await expect(
      client.listLogTypes(
        'eu',
        { q: 'cloud trail', limit: 10 },
        { token: 'user-token' },
      ),
    ).resolves.toEqual(logTypes);
    expect(asked).toEqual([
      '/api/panther/log-types/eu?q=cloud%20trail&limit=10',
      'Bearer user-token',
    ]);
  });

  it('escapes what it puts into a path', async () => {
    const asked = new Array<string | undefined>();
    const client = await clientOf((req, res) => {
      asked.push(req.url);
      res.setHeader('Content-Type', 'application/json');
      res.end('{}');
    });

    await client.getLogSource({ instance: 'eu', integrationId: '../a b' });

    expect(asked).toEqual(['/api/panther/log-sources/eu/..%2Fa%20b']);
  });

  it('asks for a refresh without waiting for an answer with content', async () => {
    const asked = new Array<string | undefined>();
    const client = await clientOf((req, res) => {
      asked.push(req.method, req.url);
      res.statusCode = 202;
      res.end();
    });

    await client.refreshInstance('eu');

    expect(asked).toEqual(['POST', '/api/panther/instances/eu/refresh']);
  });

  it("throws the backend's refusal with its name and sentence", async () => {
    const client = await clientOf((_req, res) => {
      res.statusCode = 403;
      res.setHeader('Content-Type', 'application/json');
      res.end(
        JSON.stringify({
          error: { name: 'NotAllowedError', message: 'Ask for access' },
          response: { statusCode: 403 },
        }),
      );
    });

    await expect(client.listInstances()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'Ask for access' },
    });
  });

  it('does not take an empty body for an answer', async () => {
    const client = await clientOf((_req, res) => {
      res.setHeader('Content-Length', '0');
      res.end();
    });

    await expect(client.listInstances()).rejects.toThrow(
      'The Panther backend answered 200 without a body',
    );
  });

  it.each<
    [string, (client: PantherClient, signal: AbortSignal) => Promise<unknown>]
  >([
    ['listInstances', (client, signal) => client.listInstances({ signal })],
    [
      'listLogSources',
      (client, signal) => client.listLogSources({}, { signal }),
    ],
    [
      'listLogTypes',
      (client, signal) => client.listLogTypes('eu', {}, { signal }),
    ],
    [
      'previewNewS3Source',
      (client, signal) => client.previewNewS3Source('eu', source, { signal }),
    ],
    [
      'createS3Source',
      (client, signal) => client.createS3Source('eu', source, { signal }),
    ],
    ['getS3Source', (client, signal) => client.getS3Source(ref, { signal })],
    [
      'previewS3SourceUpdate',
      (client, signal) =>
        client.previewS3SourceUpdate(ref, settings, { signal }),
    ],
    [
      'updateS3Source',
      (client, signal) =>
        client.updateS3Source(ref, settings, { revision: 'r1', signal }),
    ],
    [
      'previewLogSourceDeletion',
      (client, signal) => client.previewLogSourceDeletion(ref, { signal }),
    ],
    [
      'deleteLogSource',
      (client, signal) => client.deleteLogSource(ref, { signal }),
    ],
    [
      'linkLogSource',
      (client, signal) => client.linkLogSource(checkoutApi, ref, { signal }),
    ],
    [
      'unlinkLogSource',
      (client, signal) => client.unlinkLogSource(checkoutApi, ref, { signal }),
    ],
  ])('stops %s when it is told to', async (_method, ask) => {
    const client = await clientOf(() => {});
    const controller = new AbortController();
    const answer = ask(client, controller.signal);
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});
