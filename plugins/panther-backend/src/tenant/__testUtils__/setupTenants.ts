import { mockServices } from '@backstage/backend-test-utils';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { createSandbox, Sandbox, SandboxOptions } from 'panther-sandbox';
import { acmeInstance } from '../../__testUtils__/acmeInstance';
import { InstanceConfig } from '../../config/InstanceConfig';
import { TenantClient } from '../TenantClient';
import { TenantObserver } from '../operations';
import { RequestLimits } from '../Connections';

/** What a server of {@link setupTenants} received. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** One answer of a server that answers as it is told. */
export interface RawAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Text and bytes as they are, anything else as JSON. */
  body?: unknown;
}

/** No test waits long, and none fails because the machine is busy. */
const LIMITS = { callMs: 10_000, firstWaitMs: 10 };

const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap(
  name => [name, name.toUpperCase()],
);

/** Servers and clients for the tests of a file, each closed after the test that made it. */
export function setupTenants() {
  const environment = { ...process.env };
  const cleanUps: (() => Promise<void>)[] = [];

  beforeEach(() => {
    // The machine's own proxy, where there is one, has no business here.
    for (const name of PROXY_VARIABLES) {
      delete process.env[name];
    }
  });

  afterEach(async () => {
    process.env = { ...environment };
    for (const cleanUp of cleanUps.splice(0)) {
      await cleanUp();
    }
  });

  /** Serves HTTP on a free port and resolves to the URL. */
  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    cleanUps.push(async () => {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    });
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Serves the given answers in turn, the last of them for ever. */
  async function serveAnswers(
    ...answers: (RawAnswer | ((request: ReceivedRequest) => RawAnswer))[]
  ): Promise<{ url: string; requests: ReceivedRequest[] }> {
    const requests: ReceivedRequest[] = [];
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      requests.push(received);
      const next = answers.length > 1 ? answers.shift() : answers[0];
      const { status, headers, body } =
        (typeof next === 'function' ? next(received) : next) ?? {};
      response.writeHead(status ?? 200, headers);
      response.end(
        typeof body === 'string' || Buffer.isBuffer(body) || body === undefined
          ? body
          : JSON.stringify(body),
      );
    });
    return { url, requests };
  }

  async function serveSandbox(
    options?: SandboxOptions,
  ): Promise<{ url: string; sandbox: Sandbox }> {
    const sandbox = createSandbox(options);
    return { url: await serve(sandbox.app), sandbox };
  }

  /** A client of the tenant at a URL, and the lines that it logs. */
  function connect(
    url: string,
    options: {
      instance?: Partial<InstanceConfig>;
      limits?: Partial<RequestLimits>;
      observer?: TenantObserver;
    } = {},
  ) {
    const logger = mockServices.logger.mock();
    const limits = { ...LIMITS, ...options.limits };
    const client = TenantClient.fromConfig(
      {
        ...acmeInstance,
        restUrl: url,
        graphqlUrl: `${url}/public/graphql`,
        apiToken: 'sandbox-token',
        manageToken: 'sandbox-token',
        refresh: {
          ...acmeInstance.refresh,
          timeout: { milliseconds: limits.callMs },
        },
        ...options.instance,
      },
      { logger, limits, observer: options.observer },
    );
    cleanUps.push(() =>
      client.close().catch(() => {
        // A test may have closed it already.
      }),
    );
    return { client, logger };
  }

  return { serve, serveAnswers, serveSandbox, connect };
}
