import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { createSandbox } from 'panther-sandbox';

/** Long enough for two reads at the same time to be seen. */
const LATENCY_MS = 200;

/** A read of all log sources. Times are in milliseconds, on the clock of `performance.now()`. */
export interface ListCall {
  /** Who asked. */
  token: string;
  startedAt: number;
  /** Absent while it is under way. */
  endedAt?: number;
  succeeded: boolean;
}

/**
 * A tenant on a port of its own that keeps count of who reads all its log sources when. Its clock
 * stands still, so that every read says the same.
 */
export async function startWatchedTenant(options: { tokens: string[] }) {
  const now = new Date();
  const sandbox = createSandbox({
    clock: () => now,
    latencyMs: LATENCY_MS,
    tokens: options.tokens.map(token => ({
      token,
      name: token,
      permissions: ['LogSourceRead'],
    })),
  });
  const listCalls: ListCall[] = [];
  let mostAtOnce = 0;

  function watch(request: IncomingMessage, response: ServerResponse): void {
    const call: ListCall = {
      token: String(request.headers['x-api-key']),
      startedAt: performance.now(),
      succeeded: false,
    };
    listCalls.push(call);
    const underWay = listCalls.filter(({ endedAt }) => endedAt === undefined);
    mostAtOnce = Math.max(mostAtOnce, underWay.length);
    response.once('close', () => {
      call.endedAt = performance.now();
      call.succeeded = response.writableFinished && response.statusCode === 200;
    });
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      if (asksForAllSources(Buffer.concat(chunks).toString())) {
        watch(request, response);
      }
    });
    sandbox.app(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** Every list call so far. */
    listCalls: () => [...listCalls],
    /** The list calls that have been answered with the list. */
    lists: () => listCalls.filter(({ succeeded }) => succeeded),
    /** How many list calls there ever were at the same time. */
    mostListCallsAtOnce: () => mostAtOnce,
    /** The tenant's own count of the list calls. */
    countListCalls: () => sandbox.countRequests().sources,
    orderFault: sandbox.orderFault,
    async stop(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function asksForAllSources(body: string): boolean {
  return body.startsWith('{') && /{\s*sources\b/.test(JSON.parse(body).query);
}
