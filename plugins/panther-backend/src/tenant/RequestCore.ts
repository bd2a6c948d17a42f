import { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dispatcher } from 'undici';
import { version } from '../../package.json';
import { InstanceConfig } from '../config/InstanceConfig';
import {
  Answer,
  parseBody,
  toRefusal,
  toUnreadable,
  readBody,
  JsonRows,
  parseRetryAfter,
} from './answers';
import { Connections, DEFAULT_LIMITS, RequestLimits } from './Connections';
import { isSlowAnswer, wasNeverSent } from './networkErrors';
import {
  Operation,
  TenantObserver,
  UpstreamOutcome,
  UpstreamQuestion,
} from './operations';
import { TenantError } from './errors';
import { TenantErrors } from './TenantErrors';
import { Turns, untilAborted } from '../async';
import { TenantCallOptions } from './types';

const TRY_AGAIN_STATUSES = new Set([429, 502, 503, 504]);

/** One call of the tenant client, which may take several requests. */
export interface Call {
  operation: Operation;
  /** Aborts when the caller cancels and when the time is up. */
  signal: AbortSignal;
  callerSignal: AbortSignal | undefined;
  turns: Turns;
  /** On the clock of `performance.now()`. */
  endsAt: number;
}

/** One HTTP request. */
export interface PantherRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  body?: object;
  /** Of the answer, to be read one by one. */
  rows?: JsonRows;
}

/** What one attempt led to; a problem that another attempt may solve says so. */
type Outcome =
  | { answer: Answer }
  | { problem: unknown; tryAgain: boolean; retryAfterMs?: number };

/** Sends every request to one instance, and knows nothing of what is asked. */
export class RequestCore {
  readonly instance: InstanceConfig;
  readonly logger: LoggerService;
  readonly errors: TenantErrors;
  readonly #observer: TenantObserver | undefined;
  readonly #limits: RequestLimits;
  readonly #connections: Connections;
  readonly #closing = new AbortController();

  constructor(options: {
    instance: InstanceConfig;
    logger: LoggerService;
    limits?: Partial<RequestLimits>;
    observer?: TenantObserver;
  }) {
    this.instance = options.instance;
    this.logger = options.logger;
    this.errors = new TenantErrors(options.instance);
    this.#observer = options.observer;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#connections = new Connections(this.#limits);
  }

  /**
   * Makes a call: what the given function does, within the time of the call. Rejects with a
   * `TenantError`, or, where a read was cancelled, with the reason of the signal.
   */
  async run<T>(
    operation: Operation,
    options: TenantCallOptions,
    work: (call: Call) => Promise<T>,
    callMs: number = this.#limits.callMs,
  ): Promise<T> {
    const startedAt = performance.now();
    let outcome: UpstreamOutcome = 'ok';
    try {
      return await this.#carryOut(operation, options, work, callMs);
    } catch (error) {
      outcome = this.#outcomeOf(error, options);
      throw error;
    } finally {
      this.#observer?.upstreamCallEnded({
        ...this.#question(operation),
        outcome,
        durationMs: performance.now() - startedAt,
      });
    }
  }

  /**
   * Sends a request and resolves to Panther's answer, which may still be a refusal. Reads are
   * repeated while that may help and there is time.
   *
   * undici's RetryAgent is not used: it decides by HTTP method, where queries and mutations are
   * both POST; it does not know the time that is left; and it resumes a broken answer with a Range
   * header, which means nothing to a POST.
   */
  async send(pantherRequest: PantherRequest, call: Call): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(pantherRequest, call);
      if ('answer' in outcome) {
        return outcome.answer;
      }
      const waitMs = this.#waitAfter(attempt, outcome.retryAfterMs);
      if (
        !outcome.tryAgain ||
        attempt >= this.#limits.attempts ||
        // Asking before the time Panther names, or with no time left for an answer, helps nobody.
        performance.now() + waitMs >= call.endsAt
      ) {
        throw outcome.problem;
      }
      this.logger.debug(
        `Panther instance '${this.instance.id}' did not ${
          call.operation.asked
        }; asking again in ${Math.round(waitMs)} ms`,
      );
      await sleep(waitMs, undefined, { signal: call.signal });
      this.#observer?.upstreamRetried(this.#question(call.operation));
    }
  }

  /** Cancels every call under way, since a backend that stops must not wait for a Panther that hangs. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The client of Panther has been closed'));
    await this.#connections.close();
  }

  /** Starts the clock of a call, and ends the call when it runs out. */
  async #carryOut<T>(
    operation: Operation,
    options: TenantCallOptions,
    work: (call: Call) => Promise<T>,
    callMs: number,
  ): Promise<T> {
    options.signal?.throwIfAborted();
    if (operation.kind === 'write' && !this.instance.manageToken) {
      throw this.errors.tokenMissing(operation);
    }
    const signal = AbortSignal.any([
      AbortSignal.timeout(callMs),
      this.#closing.signal,
      ...(options.signal ? [options.signal] : []),
    ]);
    const call = {
      operation,
      signal,
      callerSignal: options.signal,
      turns: new Turns(signal),
      endsAt: performance.now() + callMs,
    };
    try {
      return await work(call);
    } catch (error) {
      throw signal.aborted && !(error instanceof TenantError)
        ? this.#toProblem(error, call)
        : error;
    }
  }

  async #attempt(pantherRequest: PantherRequest, call: Call): Promise<Outcome> {
    const { operation } = call;
    let response: Dispatcher.ResponseData;
    let read: Awaited<ReturnType<typeof readBody>>;
    try {
      response = await this.#open(pantherRequest, call);
      read = await readBody(response, this.#limits.answerBytes);
    } catch (error) {
      return {
        problem: this.#toProblem(error, call),
        tryAgain: operation.kind === 'read' && !call.signal.aborted,
      };
    }
    const body =
      'bytes' in read
        ? await parseBody(read.bytes, call.turns, pantherRequest.rows)
        : read;
    const { statusCode: status, headers } = response;
    if (status === 429) {
      this.#observer?.upstreamRateLimited(this.#question(operation));
    }
    if (status >= 300 && status < 400) {
      const problem = this.errors.redirected(
        operation,
        String(headers.location ?? 'nowhere'),
      );
      return { problem, tryAgain: false };
    }
    if ('unreadable' in body) {
      const problem = toUnreadable(body.unreadable, operation, this.errors);
      return { problem, tryAgain: false };
    }
    const answer = { status, body };
    if (!TRY_AGAIN_STATUSES.has(status)) {
      return { answer };
    }
    const retryAfterMs = parseRetryAfter(String(headers['retry-after'] ?? ''));
    return {
      problem:
        status === 429
          ? this.errors.rateLimited(operation, retryAfterMs)
          : toRefusal(answer, operation, this.errors),
      tryAgain: operation.kind === 'read',
      retryAfterMs,
    };
  }

  #open(
    { method, url, body }: PantherRequest,
    { operation, signal }: Call,
  ): Promise<Dispatcher.ResponseData> {
    const { apiToken, manageToken } = this.instance;
    return untilAborted(
      () =>
        this.#connections.request(url, {
          method,
          headers: {
            accept: 'application/json',
            'accept-encoding': 'gzip',
            'user-agent': `backstage-plugin-panther/${version}`,
            'x-api-key': operation.kind === 'read' ? apiToken : manageToken,
            ...(body && { 'content-type': 'application/json' }),
          },
          body: body && JSON.stringify(body),
          headersTimeout: this.#limits.headersMs,
          bodyTimeout: this.#limits.bodyPauseMs,
          signal,
        }),
      signal,
    );
  }

  /** What is to be thrown after an attempt that got no answer. */
  #toProblem(error: unknown, { operation, signal, callerSignal }: Call) {
    if (operation.kind === 'write') {
      return wasNeverSent(error)
        ? this.errors.unreachable(operation, error)
        : this.errors.outcomeUnclear(operation, { error });
    }
    if (callerSignal?.aborted) {
      return callerSignal.reason;
    }
    if (this.#closing.signal.aborted) {
      return this.#closing.signal.reason;
    }
    return signal.aborted || isSlowAnswer(error)
      ? this.errors.timedOut(operation, error)
      : this.errors.unreachable(operation, error);
  }

  #question({ name }: Operation): UpstreamQuestion {
    return { instance: this.instance.id, operation: name };
  }

  #outcomeOf(error: unknown, { signal }: TenantCallOptions): UpstreamOutcome {
    if (error instanceof TenantError) {
      return error.failure;
    }
    return signal?.aborted || this.#closing.signal.aborted
      ? 'cancelled'
      : 'defect';
  }

  /** Random, so that the replicas of a backend do not all come back at the same moment. */
  #waitAfter(attempt: number, retryAfterMs: number | undefined): number {
    const halfMs = (this.#limits.firstWaitMs * 2 ** (attempt - 1)) / 2;
    return (retryAfterMs ?? halfMs) + Math.random() * halfMs;
  }
}
