/** @jest-environment node */
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { checkoutAccessLogs } from './__testUtils__/checkoutAccessLogs';
import { PantherClient } from './PantherClient';
import { RevisionConflict, S3SourceSettings } from './types';

const checkoutApi = {
  kind: 'component',
  namespace: 'default',
  name: 'checkout-api',
};

const ref = {
  instance: 'eu',
  integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
};
const refPath = 'eu/3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81';
const user = { token: 'user-token' };
const source = checkoutAccessLogs();
const settings: S3SourceSettings = {
  label: source.label,
  logProcessingRole: source.logProcessingRole,
  logStreamType: source.logStreamType,
  managedBucketNotifications: source.managedBucketNotifications,
  prefixes: source.prefixes,
};

/** What a server that writes is asked. */
interface AskedToWrite {
  method?: string;
  url?: string;
  body?: unknown;
  authorization?: string;
  contentType?: string;
  idempotencyKey?: string | string[];
  ifMatch?: string;
}

describe('PantherClient', () => {
  const servers = new Array<Server>();

  async function clientOf(listener: RequestListener): Promise<PantherClient> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // A listening TCP server has an address of this shape.
    const { port } = server.address() as AddressInfo;
    return new PantherClient({
      discoveryApi: {
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      },
    });
  }

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    }
  });

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

  describe('writes', () => {
    /** A client of a server that answers the same to everything. */
    async function writingClient(
      status: number,
      answer?: object,
    ): Promise<{ client: PantherClient; asked: AskedToWrite[] }> {
      const asked = new Array<AskedToWrite>();
      const client = await clientOf(async (req, res) => {
        const body = await text(req);
        asked.push({
          method: req.method,
          url: req.url,
          body: body ? JSON.parse(body) : undefined,
          authorization: req.headers.authorization,
          contentType: req.headers['content-type'],
          idempotencyKey: req.headers['idempotency-key'],
          ifMatch: req.headers['if-match'],
        });
        res.statusCode = status;
        if (answer) {
          res.setHeader('Content-Type', 'application/json');
          res.end(JSON.stringify(answer));
        } else {
          res.end();
        }
      });
      return { client, asked };
    }

    /** What is asked where no header but those of every request is needed. */
    function plainly(
      method: string,
      url: string,
      body?: unknown,
    ): AskedToWrite {
      return {
        method,
        url: `/api/panther/${url}`,
        body,
        authorization: 'Bearer user-token',
        contentType: body ? 'application/json' : undefined,
      };
    }

    const preview = {
      request: source,
      changes: [],
      warnings: [],
      affected: { linkedEntities: [], otherLinkedEntities: 0 },
    };
    const unclear = { outcome: 'unknown', message: 'Look again in a minute.' };

    it('asks what a new S3 source would be, and not for it', async () => {
      const { client, asked } = await writingClient(200, preview);
      await expect(
        client.previewNewS3Source('eu', source, user),
      ).resolves.toEqual(preview);
      expect(asked).toEqual([
        plainly('POST', 's3-sources/eu?dryRun=true', source),
      ]);
    });

    it('asks for a new S3 source under the key of the wish', async () => {
      const written = { settings: source, revision: 'r1', warnings: [] };
      const { client, asked } = await writingClient(201, written);
      await expect(
        client.createS3Source('eu', source, {
          ...user,
          idempotencyKey: 'wish-1',
        }),
      ).resolves.toEqual(written);
      expect(asked).toEqual([
        {
          ...plainly('POST', 's3-sources/eu', source),
          idempotencyKey: 'wish-1',
        },
      ]);
    });

    it('asks for a new S3 source without a key where there is none', async () => {
      const { client, asked } = await writingClient(201, {});
      await client.createS3Source('eu', source, user);
      expect(asked).toEqual([plainly('POST', 's3-sources/eu', source)]);
    });

    it('asks for the settings of an S3 source', async () => {
      const answer = {
        settings: source,
        isEditable: true,
        state: 'present',
        revision: 'r1',
      };
      const { client, asked } = await writingClient(200, answer);
      await expect(client.getS3Source(ref, user)).resolves.toEqual(answer);
      expect(asked).toEqual([plainly('GET', `s3-sources/${refPath}`)]);
    });

    it('asks what a change would do, of no revision and without doing it', async () => {
      const { client, asked } = await writingClient(200, preview);
      await expect(
        client.previewS3SourceUpdate(ref, settings, user),
      ).resolves.toEqual(preview);
      expect(asked).toEqual([
        plainly('PUT', `s3-sources/${refPath}?dryRun=true`, settings),
      ]);
    });

    it('changes an S3 source that is what it was at a revision', async () => {
      const written = { settings: source, revision: 'r2', warnings: [] };
      const { client, asked } = await writingClient(200, written);
      await expect(
        client.updateS3Source(ref, settings, { ...user, revision: 'r1' }),
      ).resolves.toEqual(written);
      expect(asked).toEqual([
        {
          ...plainly('PUT', `s3-sources/${refPath}`, settings),
          ifMatch: 'r1',
        },
      ]);
    });

    it('asks what a deletion would do, and not for it', async () => {
      const answer = { logSource: {}, affected: preview.affected };
      const { client, asked } = await writingClient(200, answer);
      await expect(client.previewLogSourceDeletion(ref, user)).resolves.toEqual(
        answer,
      );
      expect(asked).toEqual([
        plainly('DELETE', `log-sources/${refPath}?dryRun=true`),
      ]);
    });

    it('deletes a log source', async () => {
      const answer = { logSourceRef: `eu:${ref.integrationId}`, existed: true };
      const { client, asked } = await writingClient(200, answer);
      await expect(client.deleteLogSource(ref, user)).resolves.toEqual(answer);
      expect(asked).toEqual([plainly('DELETE', `log-sources/${refPath}`)]);
    });

    it.each<[string, (client: PantherClient) => Promise<unknown>]>([
      ['creation', client => client.createS3Source('eu', source)],
      [
        'change',
        client => client.updateS3Source(ref, settings, { revision: 'r1' }),
      ],
      ['deletion', client => client.deleteLogSource(ref)],
    ])('hands on that the outcome of a %s is not known', async (_what, ask) => {
      const { client } = await writingClient(202, unclear);
      await expect(ask(client)).resolves.toEqual(unclear);
    });

    it('links an entity to a log source, and takes the link back', async () => {
      const { client, asked } = await writingClient(204);
      await expect(
        client.linkLogSource(checkoutApi, ref, user),
      ).resolves.toBeUndefined();
      await expect(
        client.unlinkLogSource(checkoutApi, ref, user),
      ).resolves.toBeUndefined();
      const path = `entities/component/default/checkout-api/links/${refPath}`;
      expect(asked).toEqual([plainly('PUT', path), plainly('DELETE', path)]);
    });

    it('throws a refusal with what is wrong with each field', async () => {
      const fields = [
        { field: 'label', message: 'The label must not be empty.' },
        { field: 'prefixes.0.prefix', message: 'It is there twice.' },
      ];
      const { client } = await writingClient(400, {
        error: { name: 'InputError', message: '2 fields are wrong', fields },
        response: { statusCode: 400 },
      });

      await expect(client.createS3Source('eu', source)).rejects.toMatchObject({
        name: 'ResponseError',
        statusCode: 400,
        cause: { name: 'InputError', message: '2 fields are wrong' },
        body: { error: { fields } },
      });
    });

    it('throws a conflict with what the source is now', async () => {
      const conflict: RevisionConflict = {
        settings: { ...source, label: 'Checkout logs' },
        revision: 'r2',
        changes: [
          {
            field: 'label',
            message: 'The label would be changed back.',
            before: 'Checkout logs',
            after: 'Checkout access logs',
          },
        ],
      };
      const { client } = await writingClient(409, {
        error: {
          name: 'ConflictError',
          message: 'Changed meanwhile',
          conflict,
        },
        response: { statusCode: 409 },
      });

      await expect(
        client.updateS3Source(ref, settings, { revision: 'r1' }),
      ).rejects.toMatchObject({
        name: 'ResponseError',
        statusCode: 409,
        cause: { name: 'ConflictError', message: 'Changed meanwhile' },
        body: { error: { conflict } },
      });
    });

    it.each<[string, (client: PantherClient) => Promise<unknown>]>([
      ['linkLogSource', client => client.linkLogSource(checkoutApi, ref)],
      ['unlinkLogSource', client => client.unlinkLogSource(checkoutApi, ref)],
    ])('throws the refusal of %s too', async (_method, ask) => {
      const { client } = await writingClient(403, {
        error: { name: 'NotAllowedError', message: 'Ask for access' },
        response: { statusCode: 403 },
      });
      await expect(ask(client)).rejects.toMatchObject({
        name: 'ResponseError',
        cause: { name: 'NotAllowedError', message: 'Ask for access' },
      });
    });
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
