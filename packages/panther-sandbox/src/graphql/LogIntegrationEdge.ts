import type { Tenant } from '../tenant/Tenant';
import type { LogSource } from '../tenant/types';
import { LogIntegration } from './LogIntegration';

/**
 * The place of a log source in a list; it holds no more than it must, as
 * thousands of them live as long as the list is being written.
 */
export class LogIntegrationEdge {
  readonly #source: LogSource;
  readonly #tenant: Tenant;
  readonly #now: number;

  constructor(source: LogSource, tenant: Tenant, now: number) {
    this.#source = source;
    this.#tenant = tenant;
    this.#now = now;
  }

  get node(): LogIntegration {
    return new LogIntegration(this.#source, this.#tenant, this.#now);
  }
}
