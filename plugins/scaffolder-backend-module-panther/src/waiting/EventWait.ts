import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LogSourceAnswer,
  LogSourceRef,
  PantherApi,
} from 'backstage-plugin-panther-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { isResponseError } from '../context/isResponseError';
import { toStepError } from '../context/toStepError';
import { describeDuration } from './describeDuration';
import { describeIllness } from './describeIllness';
import { Pace, WaitOutcome } from './types';

const TOO_MANY_REQUESTS = 429;

/**
 * Waits until Panther has received an event of a log source, looking at what the portal knows of it
 * and having Panther read now and then.
 *
 * An unhealthy log source is waited for as well: it is that until its role and bucket are set up in
 * AWS, which somebody may be doing right now. Why it is unhealthy is logged as soon as it is known,
 * so that whoever reads along can cancel.
 */
export class EventWait {
  readonly #client: PantherApi;
  readonly #ref: LogSourceRef;
  readonly #logger: LoggerService;
  readonly #pace: Pace;
  readonly #timeoutSeconds: number;
  #answer: LogSourceAnswer | undefined;
  #problem: Error | undefined;
  #mayRefresh = true;
  #spokeAt: number | undefined;
  #said: string | undefined;

  constructor(options: {
    client: PantherApi;
    ref: LogSourceRef;
    logger: LoggerService;
    pace: Pace;
    timeoutSeconds: number;
  }) {
    this.#client = options.client;
    this.#ref = options.ref;
    this.#logger = options.logger;
    this.#pace = options.pace;
    this.#timeoutSeconds = options.timeoutSeconds;
  }

  /**
   * Resolves when there is an event, and at the limit. Rejects when the task is cancelled, when the
   * backend refuses to tell, when the log source is gone, and at the limit if nothing was ever told.
   */
  async untilReceived(
    cancelled: AbortSignal | undefined,
  ): Promise<WaitOutcome> {
    const limit = AbortSignal.timeout(this.#timeoutSeconds * 1000);
    const signal = cancelled ? AbortSignal.any([cancelled, limit]) : limit;
    while (!signal.aborted) {
      await this.#look(signal);
      if (this.#answer?.logSource.lastEventReceivedAt) {
        break;
      }
      await this.#speakAndAskForRead(signal);
      // It rejects where the signal aborts, which the loop looks at.
      await sleep(this.#pace.lookMs, undefined, { signal }).catch(() => {});
    }
    if (cancelled?.aborted) {
      throw new Error('The task was cancelled.');
    }
    return this.#outcome();
  }

  #outcome(): WaitOutcome {
    if (!this.#answer) {
      throw (
        this.#problem ??
        new Error(
          `The Panther backend plugin did not answer for ${describeDuration(
            this.#timeoutSeconds,
          )}.`,
        )
      );
    }
    return {
      answer: this.#answer,
      waitedSeconds: this.#timeoutSeconds,
      problem: this.#problem?.message,
    };
  }

  async #look(signal: AbortSignal): Promise<void> {
    try {
      this.#answer = await this.#client.getLogSource(this.#ref, { signal });
    } catch (error) {
      if (!signal.aborted) {
        this.#bear(error);
      }
      return;
    }
    this.#problem = undefined;
    const { logSource, freshness } = this.#answer;
    if (logSource.status === 'gone') {
      throw new Error(
        `Panther (${freshness.title}) has the log source '${logSource.label}' no more, so no event of it will come.`,
      );
    }
    const illness = describeIllness(logSource);
    this.#sayOnce(
      illness
        ? `The log source '${logSource.label}' does not work yet: ${illness}.`
        : freshness.problem?.message,
    );
  }

  /** A backend that fails may come back; what it refuses once it refuses again. */
  #bear(error: unknown): void {
    this.#problem = toStepError(error, { logger: this.#logger });
    if (isRefusal(error)) {
      throw this.#problem;
    }
    this.#sayOnce(this.#problem.message);
  }

  async #speakAndAskForRead(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const isFirst = this.#spokeAt === undefined;
    if (
      this.#spokeAt !== undefined &&
      now - this.#spokeAt < this.#pace.refreshMs
    ) {
      return;
    }
    this.#spokeAt = now;
    this.#logger.info(
      `${
        isFirst
          ? `Waiting up to ${describeDuration(this.#timeoutSeconds)}`
          : 'Still waiting'
      } for the first event of '${
        this.#answer?.logSource.label ?? this.#ref.integrationId
      }'.`,
    );
    if (this.#mayRefresh) {
      await this.#askForRead(signal);
    }
  }

  /** Without it, Panther is read every few minutes all the same. */
  async #askForRead(signal: AbortSignal): Promise<void> {
    try {
      await this.#client.refreshInstance(this.#ref.instance, { signal });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      this.#mayRefresh = !isRefusal(error);
      const { message } = toStepError(error, { logger: this.#logger });
      this.#logger.info(
        `Waiting goes on with the regular reads of Panther: ${message}`,
      );
    }
  }

  #sayOnce(word: string | undefined): void {
    if (word && word !== this.#said) {
      this.#logger.warn(word);
    }
    this.#said = word;
  }
}

function isRefusal(error: unknown): boolean {
  return (
    isResponseError(error) &&
    error.statusCode < 500 &&
    error.statusCode !== TOO_MANY_REQUESTS
  );
}
