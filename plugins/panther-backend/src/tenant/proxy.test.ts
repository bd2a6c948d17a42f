import { createServer, Server } from 'node:http';
import {
  AddressInfo,
  connect as connectSocket,
  createServer as createSocketServer,
} from 'node:net';
import { CHECKOUT_ACCESS_LOGS, listOf } from './__testUtils__/graphqlAnswers';
import { setupTenants } from './__testUtils__/setupTenants';

const { serveAnswers, connect } = setupTenants();

const LIST = { body: listOf(CHECKOUT_ACCESS_LOGS) };

/** A name that only a proxy can find: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const TENANT = 'panther.invalid';

const proxies: Server[] = [];

afterEach(async () => {
  for (const proxy of proxies.splice(0)) {
    proxy.closeAllConnections();
    await new Promise(resolve => {
      proxy.close(resolve);
    });
  }
});

/** Starts a forward proxy and resolves to its URL and what it was asked for. */
async function startProxy(forward: Server): Promise<string> {
  proxies.push(forward);
  await new Promise<void>(resolve => {
    forward.listen(0, '127.0.0.1', resolve);
  });
  const { port } = forward.address() as AddressInfo;
  return `http://backstage:proxy-password@127.0.0.1:${port}`;
}

describe('a forward proxy', () => {
  it('in HTTP_PROXY gets requests over HTTP', async () => {
    const asked: unknown[] = [];
    process.env.HTTP_PROXY = await startProxy(
      createServer((request, response) => {
        const { method, url, headers } = request;
        asked.push({ method, url, token: headers['x-api-key'] });
        response.end(JSON.stringify(LIST.body));
      }),
    );
    const { client } = connect(`http://${TENANT}`);

    await expect(client.listSources()).resolves.toHaveProperty(
      'sources.length',
      1,
    );
    expect(asked).toEqual([
      {
        method: 'POST',
        url: `http://${TENANT}/public/graphql`,
        token: 'sandbox-token',
      },
    ]);
  });

  it('in HTTPS_PROXY makes a tunnel for requests over HTTPS', async () => {
    const received: Buffer[] = [];
    const tenant = createSocketServer(socket => {
      socket.on('data', data => {
        received.push(data);
        socket.destroy();
      });
    });
    await new Promise<void>(resolve => {
      tenant.listen(0, '127.0.0.1', resolve);
    });
    const { port } = tenant.address() as AddressInfo;
    const tunnels: unknown[] = [];
    process.env.HTTPS_PROXY = await startProxy(
      createServer().on('connect', (request, client) => {
        tunnels.push([request.url, request.headers['x-api-key']]);
        const onward = connectSocket(port, '127.0.0.1', () => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          client.pipe(onward).pipe(client);
        });
        onward.on('error', () => client.destroy());
        client.on('error', () => onward.destroy());
      }),
    );
    const { client } = connect(`https://${TENANT}`, {
      limits: { attempts: 1 },
    });

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unreachable',
    });

    expect(tunnels).toEqual([[`${TENANT}:443`, undefined]]);
    // The beginning of TLS, which the tenant here does not speak: a handshake record.
    expect(received[0]?.[0]).toBe(0x16);
    await new Promise(resolve => {
      tenant.close(resolve);
    });
  });

  it('that is no URL is told of at the start', () => {
    process.env.HTTPS_PROXY = '10.0.0.1:3128';

    expect(() => connect(`https://${TENANT}`)).toThrow(
      'HTTPS_PROXY in the environment of the backend must be a URL such as http://proxy.example.com:3128',
    );
  });

  it.each([
    {
      what: 'a tunnel',
      variable: 'HTTPS_PROXY',
      tenant: `https://${TENANT}`,
      said: 'Proxy response (403)',
    },
    {
      what: 'a request',
      variable: 'HTTP_PROXY',
      tenant: `http://${TENANT}`,
      said: 'Proxy Authentication Required (407)',
    },
  ])(
    'that refuses $what is told of, and nothing was sent',
    async ({ variable, tenant, said }) => {
      process.env[variable] = await startProxy(
        createServer((_, response) => {
          response.writeHead(407).end();
        }).on('connect', (_, client) => {
          client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        }),
      );
      const { client } = connect(tenant);

      for (const call of [
        () => client.listSources(),
        () => client.deleteSource('x'),
      ]) {
        const error = await call().catch(it => it);

        expect(error).toMatchObject({
          failure: 'unreachable',
          message: expect.stringContaining(
            `cannot be reached at ${TENANT}: the proxy is in the way (${said}`,
          ),
        });
        expect(error.message).toContain('HTTPS_PROXY');
        expect(JSON.stringify([error, error.cause])).not.toContain(
          'proxy-password',
        );
      }
    },
  );

  it('is passed by for the hosts in NO_PROXY', async () => {
    const { url, requests } = await serveAnswers(LIST);
    let asked = 0;
    process.env.HTTP_PROXY = await startProxy(
      createServer((_, response) => {
        asked += 1;
        response.end();
      }),
    );
    process.env.NO_PROXY = '127.0.0.1';
    const { client } = connect(url);

    await client.listSources();

    expect({ asked, requests: requests.length }).toEqual({
      asked: 0,
      requests: 1,
    });
  });
});
