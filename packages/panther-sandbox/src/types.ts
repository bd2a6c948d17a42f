import type { Express } from 'express';
import type { PantherPermission } from './tenant/permissions';

/**
 * An API token that the sandbox's tenant knows.
 *
 * @public
 */
export interface SandboxToken {
  /** The value a client sends in `X-API-Key`. */
  token: string;
  /** The name shown by `/api-tokens/self` and as the creator of a log source. */
  name: string;
  /** Panther's constants, such as `LogSourceRead`. */
  permissions: readonly PantherPermission[];
}

/**
 * What {@link createSandbox} may be told; everything has a default.
 *
 * @public
 */
export interface SandboxOptions {
  /**
   * The tokens of the tenant. By default `sandbox-token`, which may do everything, and
   * `sandbox-read-token`, which has *View Log Sources* only.
   */
  tokens?: readonly SandboxToken[];
  /**
   * How many log sources the tenant starts with: the first ones of the seed, and after those
   * generated ones. By default the whole seed, about 40.
   */
  sources?: number;
  /** The present, for every time the tenant answers with. */
  clock?: () => Date;
  /** The id of a newly created log source. By default a random UUID. */
  generateId?: () => string;
  /** Milliseconds that every answer is held back. By default 0. */
  latencyMs?: number;
  /** Milliseconds from the creation of a log source to its first event. By default 45,000. */
  firstEventAfterMs?: number;
}

/**
 * An order for the next requests to go wrong, as `POST /_sandbox/faults` takes it.
 *
 * @public
 */
export interface Fault {
  /** Only requests of this operation, see the README for the names. */
  operation?: string;
  /** Only requests to this path or below it, without mount point, `/v1` and query. */
  path?: string;
  /** How many matching requests are hit. By default 1. */
  times?: number;
  /** The status of the answer; without it 200 if there is a body. */
  status?: number;
  /** Further headers of the answer, such as `retry-after`. */
  headers?: Record<string, string>;
  /** The body: a string is sent as it is, anything else as JSON. */
  body?: unknown;
  /** Milliseconds before anything else happens. */
  delayMs?: number;
  /** Close the connection without an answer. */
  drop?: boolean;
  /** Let the request do its work in the tenant first, and only then answer with the fault. */
  takeEffect?: boolean;
}

/**
 * A stand-in Panther tenant.
 *
 * @public
 */
export interface Sandbox {
  /** The Express app; it listens to nothing by itself and may be mounted under any path. */
  app: Express;
  /** Back to a freshly seeded tenant, with no faults ordered and no requests counted. */
  reset(): void;
  /** The same as `POST /_sandbox/faults`. */
  orderFault(fault: Fault): void;
  /** The same as `GET /_sandbox/requests`: how often each operation was asked for. */
  countRequests(): Record<string, number>;
}
