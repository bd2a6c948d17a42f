import { Entity } from '@backstage/catalog-model';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import {
  BackendStarted,
  EventLoopDelay,
  MemoryUse,
  Work,
} from '../backend/types';
import { Repositories } from './createRepositories';
import { freePort } from './freePort';
import { Program } from './Program';
import { SANDBOX_TOKEN } from './Sandbox';

const START_LIMIT_MS = 120_000;

export interface BackendOptions {
  /** Of the compiled package. */
  modules: string;
  /** Where it is started. */
  repositories: Repositories;
  /** For files that are gone with the run. */
  folder: string;
  /** As Backstage's configuration names it. */
  database: object;
  entities: Entity[];
  /** Where the Panther plugin finds Panther. */
  panther: string;
  /** Where the proxy finds Panther. */
  proxied: string;
  withoutPanther?: boolean;
  /** How often Panther is read, where that is not to be the default of five minutes. */
  refreshSeconds?: number;
}

/** A real Backstage backend in a process of its own. */
export class Backend {
  readonly #program: Program;
  readonly origin: string;
  /** What it took until it could be used. */
  readonly started: BackendStarted;

  static async start(options: BackendOptions): Promise<Backend> {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const name = randomUUID();
    const catalog = join(options.folder, `${name}-catalog.json`);
    const config = join(options.folder, `${name}-config.json`);
    await writeFile(catalog, JSON.stringify(options.entities));
    await writeFile(
      config,
      JSON.stringify({
        app: { baseUrl: origin },
        backend: {
          baseUrl: origin,
          listen: { host: '127.0.0.1', port },
          database: options.database,
        },
        auth: { providers: { bench: {} } },
        permission: { enabled: true },
        // Once is enough: the entities stay as they are, and processing them takes time.
        catalog: { processingInterval: { hours: 24 } },
        panther: {
          apiUrl: options.panther,
          apiToken: SANDBOX_TOKEN,
          ...(options.refreshSeconds && {
            refresh: { frequency: { seconds: options.refreshSeconds } },
          }),
        },
        bench: {
          catalog,
          proxyTarget: options.proxied,
          token: SANDBOX_TOKEN,
        },
      }),
    );
    const { withoutPanther, repositories } = options;
    const program = Program.start(
      'backend',
      [
        '--expose-gc',
        join(options.modules, 'backend', 'main.js'),
        ...['--config', config],
        ...(withoutPanther ? ['--without-panther'] : []),
      ],
      {
        cwd: withoutPanther
          ? repositories.withoutPanther
          : repositories.withPanther,
      },
    );
    const started = await program.receive<BackendStarted>(START_LIMIT_MS);
    return new Backend(program, origin, started);
  }

  private constructor(
    program: Program,
    origin: string,
    started: BackendStarted,
  ) {
    this.#program = program;
    this.origin = origin;
    this.started = started;
  }

  /** Since the last time this was called. */
  takeEventLoopDelay(): Promise<EventLoopDelay> {
    return this.#control('event-loop');
  }

  /** Since the last time this was called. */
  takeWork(): Promise<Work> {
    return this.#control('work');
  }

  measureMemory(): Promise<MemoryUse> {
    return this.#control('memory');
  }

  /** What the floor answers for a component. */
  async setFloorAnswer(component: string, answer: Buffer): Promise<void> {
    await this.ask(`/api/bench/control/answers/${component}`, {
      method: 'PUT',
      body: answer,
    });
  }

  /** @throws when the answer is none of success. */
  async ask(
    path: string,
    options: {
      method?: 'GET' | 'POST' | 'PUT';
      token?: string;
      headers?: Record<string, string>;
      body?: Buffer | string;
    } = {},
  ): Promise<Buffer> {
    const { method = 'GET', token, headers, body } = options;
    const answer = await request(this.origin + path, {
      method,
      headers: {
        ...headers,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body,
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode >= 300) {
      throw new Error(
        `${method} ${path} was answered with ${answer.statusCode}: ${bytes
          .toString()
          .slice(0, 300)}`,
      );
    }
    return bytes;
  }

  /** Resolves when the process has ended. */
  stop(): Promise<void> {
    return this.#program.stop();
  }

  async #control<T>(what: string): Promise<T> {
    const answer = await this.ask(`/api/bench/control/${what}`, {
      method: 'POST',
    });
    return JSON.parse(answer.toString());
  }
}
