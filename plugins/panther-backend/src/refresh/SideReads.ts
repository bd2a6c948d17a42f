import { LoggerService } from '@backstage/backend-plugin-api';
import { InstanceProblem } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import {
  expectTenantError,
  TenantError,
  TenantFailure,
} from '../tenant/errors';
import { TenantClient } from '../tenant/TenantClient';
import {
  SideReadAbout,
  SideReadState,
  SideReadStore,
} from '../inventory/SideReadStore';

const HOUR_MS = 60 * 60 * 1000;

/** How far back system errors are read; Panther's own list of alerts opens with as much. */
const REASONS_DAYS = 30;

/**
 * Problems that people have to solve, or that come with the tenant's version of Panther. Asking
 * again at once would only be a burden.
 */
const LASTING_PROBLEMS: InstanceProblem['code'][] = [
  'permissionMissing',
  'unexpectedAnswer',
];

/**
 * Reads what an instance tells beside its log sources: what is wrong with them, which log types
 * there are, and what the token may do. Nobody has to let a token read these, and views do without.
 */
export class SideReads {
  readonly #instance: InstanceConfig;
  readonly #client: Pick<
    TenantClient,
    'listSystemErrors' | 'listSchemas' | 'getOwnApiToken'
  >;
  readonly #store: SideReadStore;
  readonly #logger: LoggerService;

  constructor(options: {
    instance: InstanceConfig;
    client: Pick<
      TenantClient,
      'listSystemErrors' | 'listSchemas' | 'getOwnApiToken'
    >;
    store: SideReadStore;
    logger: LoggerService;
  }) {
    this.#instance = options.instance;
    this.#client = options.client;
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /**
   * Reads what is due: system errors every time, the rest once an hour. What Panther fails to tell is
   * noted, and what it told before stays. Takes no longer than the longest of them, since it runs in
   * the time of a refresh.
   */
  async run(signal?: AbortSignal): Promise<void> {
    const states = await this.#store.listStates(this.#instance.id);
    const ends = await Promise.allSettled([
      isDue(states.reasons, 0) &&
        this.#attempt('reasons', states.reasons, () =>
          this.#readReasons(states.reasons?.value?.limitation, signal),
        ),
      isDue(states.logTypes, HOUR_MS) &&
        this.#attempt('logTypes', states.logTypes, () =>
          this.#readLogTypes(signal),
        ),
      isDue(states.token, HOUR_MS) &&
        this.#attempt('token', states.token, () => this.#readToken(signal)),
    ]);
    for (const end of ends) {
      if (end.status === 'rejected') {
        throw end.reason;
      }
    }
  }

  async #attempt(
    about: SideReadAbout,
    earlier: SideReadState<unknown> | undefined,
    read: () => Promise<void>,
  ): Promise<void> {
    try {
      await read();
    } catch (error) {
      const problem = toInstanceProblem(expectTenantError(error));
      const at = new Date().toISOString();
      await this.#store.noteFailure(this.#instance.id, about, { at, problem });
      if (problem.message !== earlier?.problem?.message) {
        this.#warn(problem.message);
      }
    }
  }

  async #readReasons(
    earlierLimitation: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { id, title } = this.#instance;
    const before = new Date();
    const after = new Date(before.getTime() - REASONS_DAYS * 24 * HOUR_MS);
    const { errors, complete } = await this.#client.listSystemErrors({
      after,
      before,
      signal,
    });
    const limitation = complete
      ? undefined
      : `Panther (${title}) has more open system errors of the last ${REASONS_DAYS} days than are read at once, or some that cannot be read, so that log sources may show no reason although there is one; resolve old system errors in the Panther Console.`;
    await this.#store.replaceReasons(id, {
      at: new Date().toISOString(),
      errors,
      limitation,
    });
    if (limitation && limitation !== earlierLimitation) {
      this.#warn(limitation);
    }
  }

  async #readLogTypes(signal: AbortSignal | undefined): Promise<void> {
    const schemas = await this.#client.listSchemas({ signal });
    await this.#store.replaceLogTypes(this.#instance.id, {
      at: new Date().toISOString(),
      logTypes: schemas.filter(({ isArchived }) => !isArchived),
    });
  }

  async #readToken(signal: AbortSignal | undefined): Promise<void> {
    const { permissions, expiresAt } = await this.#client.getOwnApiToken({
      signal,
    });
    await this.#store.replaceToken(this.#instance.id, {
      at: new Date().toISOString(),
      token: { permissions, expiresAt },
    });
  }

  #warn(sentence: string): void {
    this.#logger.warn(sentence, { instance: this.#instance.id });
  }
}

function isDue(
  state: SideReadState<unknown> | undefined,
  periodMs: number,
): boolean {
  if (!state) {
    return true;
  }
  if (state.problem) {
    return (
      !LASTING_PROBLEMS.includes(state.problem.code) ||
      msSince(state.attemptedAt) >= HOUR_MS
    );
  }
  return msSince(state.attemptedAt) >= periodMs;
}

function msSince(time: string): number {
  return Date.now() - Date.parse(time);
}

/** What a view needs to tell apart; every other failure means that Panther gave no usable answer now. */
const PROBLEM_CODES: Partial<Record<TenantFailure, InstanceProblem['code']>> = {
  tokenRefused: 'tokenRefused',
  permissionMissing: 'permissionMissing',
  redirected: 'unexpectedAnswer',
  unexpectedAnswer: 'unexpectedAnswer',
};

/** Keeps the sentence that the tenant client wrote. */
export function toInstanceProblem(error: TenantError): InstanceProblem {
  return {
    code: PROBLEM_CODES[error.failure] ?? 'unreachable',
    message: error.message,
  };
}
