import { InputError } from '@backstage/errors';
import { Dispatcher, EnvHttpProxyAgent } from 'undici';

/** Enough for a refresh and some writes at a time, and too few to be a burden on a tenant. */
const CONNECTIONS = 8;

/** What undici takes for a proxy. */
const PROXY_VARIABLES = [
  'http_proxy',
  'HTTP_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
];

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
    checkProxies();
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

/** undici would find out with the first request only, and then say no more than "Invalid URL". */
function checkProxies(): void {
  for (const name of PROXY_VARIABLES) {
    const proxy = process.env[name];
    if (proxy && !URL.canParse(proxy)) {
      throw new InputError(
        `${name} in the environment of the backend must be a URL such as http://proxy.example.com:3128`,
      );
    }
  }
}

/**
 * By the first request, for loading it takes a twentieth of a second that every start of the portal
 * would wait for. Jest has no `import()` without an experimental flag of Node's.
 */
function loadUndici(): Undici {
  return require('undici');
}

/** How long, how much and how often. Times are in milliseconds. */
export interface RequestLimits {
  /** For a whole call: every attempt and every wait. The list of log sources has its own limit. */
  callMs: number;
  connectMs: number;
  /** Until the first byte of an answer. */
  headersMs: number;
  /** Between two pieces of an answer. */
  bodyPauseMs: number;
  /** Of one answer, after decompression. */
  answerBytes: number;
  /** For reads; a write is sent once. */
  attempts: number;
  /** Before the second attempt; doubled before each further one. */
  firstWaitMs: number;
}

export const DEFAULT_LIMITS: RequestLimits = {
  // As long as Panther's own Terraform provider waits; its MCP server waits 60 seconds.
  callMs: 30_000,
  connectMs: 5_000,
  headersMs: 20_000,
  bodyPauseMs: 10_000,
  // 10,000 log sources are about 10 MiB of JSON.
  answerBytes: 64 * 1024 * 1024,
  attempts: 3,
  firstWaitMs: 250,
};
