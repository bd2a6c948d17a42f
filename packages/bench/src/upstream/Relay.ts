import { EventEmitter, once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Agent, request } from 'undici';
import { UpstreamCall } from './UpstreamCall';

/**
 * Stands between the backend and the sandbox and writes down who asked for what and when, since the
 * sandbox only counts. When the sandbox cannot be reached, neither can the relay: it hangs up.
 */
export class Relay {
  /** Where the sandbox is now. */
  target: string;
  readonly calls = new Array<UpstreamCall>();
  readonly #server: Server;
  readonly #agent = new Agent();
  readonly #came = new EventEmitter();

  static async start(target: string): Promise<Relay> {
    const relay = new Relay(target);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  private constructor(target: string) {
    this.target = target;
    this.#server = createServer((incoming, outgoing) => {
      this.#pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  get url(): string {
    // A server that listens to a port has an address of this form.
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Resolves when the next call of this operation comes in. */
  async nextCall(operation: string, signal: AbortSignal): Promise<void> {
    await once(this.#came, operation, { signal });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#agent.destroy();
  }

  async #pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const body = await text(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const call: UpstreamCall = {
      operation: nameOperation(method, url, body),
      startedAt: performance.now(),
    };
    this.calls.push(call);
    this.#came.emit(call.operation);
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    try {
      const { host, connection, ...headers } = incoming.headers;
      const answer = await request(this.target + url, {
        method,
        headers,
        body: body || undefined,
        dispatcher: this.#agent,
        signal: gone.signal,
      });
      outgoing.writeHead(answer.statusCode, answer.headers);
      await pipeline(answer.body, outgoing);
      call.status = answer.statusCode;
    } finally {
      call.endedAt = performance.now();
    }
  }
}

function nameOperation(method: string, url: string, body: string): string {
  const { pathname } = new URL(url, 'http://relay');
  if (!pathname.endsWith('/graphql')) {
    return `${method} ${pathname}`;
  }
  const { query } = JSON.parse(body) as { query: string };
  // The first field of the document that has arguments or is followed by fields of its own.
  return /\{\s*(\w+)/.exec(query)?.[1] ?? 'graphql';
}
