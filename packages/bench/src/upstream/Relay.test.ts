import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { request } from 'undici';
import { Relay } from './Relay';

describe('Relay', () => {
  let panther: Server;
  let relay: Relay;

  beforeEach(async () => {
    panther = createServer((incoming, outgoing) => {
      outgoing.setHeader('x-seen-token', incoming.headers['x-api-key'] ?? '');
      outgoing.end(`answer to ${incoming.method} ${incoming.url}`);
    }).listen(0, '127.0.0.1');
    await once(panther, 'listening');
    const { port } = panther.address() as AddressInfo;
    relay = await Relay.start(`http://127.0.0.1:${port}`);
  });
  afterEach(async () => {
    await relay.close();
    panther.closeAllConnections();
    panther.close();
  });

  function ask(query: string) {
    return request(`${relay.url}/public/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'secret' },
      body: JSON.stringify({ query }),
    });
  }

  it('passes on a request with its headers, and its answer', async () => {
    const { statusCode, headers, body } = await ask('{ sources { edges } }');

    expect(statusCode).toBe(200);
    expect(headers['x-seen-token']).toBe('secret');
    expect(await body.text()).toBe('answer to POST /public/graphql');
  });

  it('writes down what was asked for, and when', async () => {
    const { body } = await ask(
      'query ListSources($cursor: String) {\nsources(input: { cursor: $cursor }) { edges } }',
    );
    await body.dump();
    const rest = await request(`${relay.url}/alerts?limit=5`);
    await rest.body.dump();

    expect(relay.calls).toEqual([
      expect.objectContaining({ operation: 'sources', status: 200 }),
      expect.objectContaining({ operation: 'GET /alerts', status: 200 }),
    ]);
    const [list] = relay.calls;
    expect(list?.endedAt).toBeGreaterThanOrEqual(list?.startedAt ?? Infinity);
  });

  it('tells who waits for a call that it came', async () => {
    const came = relay.nextCall('sources', AbortSignal.timeout(5_000));
    await (await ask('{ source { id } }')).body.dump();
    await (await ask('{ sources { edges } }')).body.dump();

    await expect(came).resolves.toBeUndefined();
  });

  it('tells who waits in vain', async () => {
    await expect(
      relay.nextCall('sources', AbortSignal.timeout(10)),
    ).rejects.toThrow('aborted');
  });

  it('hangs up when the sandbox is gone', async () => {
    panther.closeAllConnections();
    panther.close();

    await expect(ask('{ sources { edges } }')).rejects.toThrow();
    expect(relay.calls).toHaveLength(1);
    expect(relay.calls[0]).not.toHaveProperty('status');
  });
});
