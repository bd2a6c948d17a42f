import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';
import { Work } from './types';

const US_PER_MS = 1000;

/** How much the process has to do. */
export class WorkMeter {
  #requests: Record<string, number> = {};
  #cpu = process.cpuUsage();

  constructor() {
    subscribe('http.server.request.start', message => {
      // What Node's documentation says of this channel.
      const { request } = message as { request: IncomingMessage };
      const plugin = /^\/api\/([^/]+)\//.exec(request.url ?? '')?.[1];
      if (plugin) {
        this.#requests[plugin] = (this.#requests[plugin] ?? 0) + 1;
      }
    });
  }

  /** Since the last time this was called. */
  take(): Work {
    const { user, system } = process.cpuUsage(this.#cpu);
    const work = {
      requests: this.#requests,
      cpuMs: (user + system) / US_PER_MS,
    };
    this.#requests = {};
    this.#cpu = process.cpuUsage();
    return work;
  }
}
