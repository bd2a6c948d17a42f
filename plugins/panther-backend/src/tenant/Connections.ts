import { Dispatcher, EnvHttpProxyAgent } from 'undici';

/** Enough for a refresh and some writes at a time, and too few to be a burden on a tenant. */
const CONNECTIONS = 8;

type Undici = typeof import('undici');

type RequestOptions = Pick<
  Dispatcher.RequestOptions,
  'method' | 'headers' | 'body' | 'headersTimeout' | 'bodyTimeout' | 'signal'
>;

/** The connections to one instance, through the proxy that the environment names. */
export class Connections {
  readonly #connectMs: number;
  #agent: EnvHttpProxyAgent | undefined;

  constructor(options: { connectMs: number }) {
    this.#connectMs = options.connectMs;
  }

  /** Resolves when the head of the answer has come. */
  request(
    url: string,
    options: RequestOptions,
  ): Promise<Dispatcher.ResponseData> {
    const undici = loadUndici();
    this.#agent ??= this.#createAgent(undici);
    return undici.request(url, { ...options, dispatcher: this.#agent });
  }

  async close(): Promise<void> {
    await this.#agent?.close();
  }

  #createAgent(undici: Undici): EnvHttpProxyAgent {
    const connect = { timeout: this.#connectMs };
    return new undici.EnvHttpProxyAgent({
      connections: CONNECTIONS,
      // Over HTTP/2 a single connection would carry any number of requests.
      allowH2: false,
      connect,
      // Through a proxy, undici takes these instead.
      proxyTls: connect,
      requestTls: connect,
    });
  }
}

/**
 * By the first request, for loading it takes a twentieth of a second that every start of the portal
 * would wait for. Jest has no `import()` without an experimental flag of Node's.
 */
function loadUndici(): Undici {
  return require('undici');
}
