import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo, connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { CHECKOUT_ACCESS_LOGS, listOf } from './__testUtils__/graphqlAnswers';

const run = promisify(execFile);

/** What this process was started with must not count. */
const { NODE_EXTRA_CA_CERTS, HTTPS_PROXY, https_proxy, ...environment } =
  process.env;

describe('a tenant behind a certificate of a company of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'panther-certificates-'));
  const authority = join(folder, 'authority.pem');
  let tenant: Server;
  let url: string;

  beforeAll(async () => {
    const { cert, private: key } = generate(
      [{ name: 'commonName', value: 'localhost' }],
      {
        keySize: 2048,
        algorithm: 'sha256',
        extensions: [
          { name: 'basicConstraints', cA: true },
          {
            name: 'subjectAltName',
            altNames: [{ type: 2, value: 'localhost' }],
          },
        ],
      },
    );
    writeFileSync(authority, cert);
    tenant = createServer({ cert, key }, (_request, response) => {
      response.end(JSON.stringify(listOf(CHECKOUT_ACCESS_LOGS)));
    });
    tenant.listen(0, '127.0.0.1');
    await once(tenant, 'listening');
    url = `https://localhost:${(tenant.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    tenant.closeAllConnections();
    await promisify(tenant.close.bind(tenant))();
    rmSync(folder, { recursive: true });
  });

  async function printLogSources(variables: Record<string, string>) {
    const { stdout } = await run(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__testUtils__', 'printLogSources.ts'),
        url,
      ],
      { env: { ...environment, ...variables } },
    );
    return stdout;
  }

  it('is not trusted as it is, and the sentence names the way out', async () => {
    await expect(printLogSources({})).rejects.toMatchObject({
      stderr: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  it('is trusted with the company in NODE_EXTRA_CA_CERTS', async () => {
    await expect(
      printLogSources({ NODE_EXTRA_CA_CERTS: authority }),
    ).resolves.toBe('Checkout access logs');
  });

  it('is trusted through a proxy as well', async () => {
    const asked = new Array<string | undefined>();
    const proxy = createProxy();
    proxy.on('connect', (request, socket, head) => {
      asked.push(request.url);
      const { port } = tenant.address() as AddressInfo;
      const upstream = connectSocket(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;

    await expect(
      printLogSources({
        NODE_EXTRA_CA_CERTS: authority,
        HTTPS_PROXY: `http://127.0.0.1:${port}`,
      }),
    ).resolves.toBe('Checkout access logs');
    expect(asked).toEqual([new URL(url).host]);

    proxy.closeAllConnections();
    await promisify(proxy.close.bind(proxy))();
  });
});
