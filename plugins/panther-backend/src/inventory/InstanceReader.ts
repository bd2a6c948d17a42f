import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  Freshness,
  Instance,
  InstanceProblem,
  LogSource,
} from 'backstage-plugin-panther-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { InstanceConfig } from '../config/InstanceConfig';
import { TenantClient } from '../tenant/TenantClient';
import { RejectedSource } from '../tenant/types';
import { TenantError } from '../tenant/errors';
import { toInstanceProblem } from './toInstanceProblem';
import { toLogSource } from './toLogSource';
import { InventoryAnswer } from './Inventory';

/** How long an answer of Panther's, or its failure, serves the views that follow. */
const KEEP_MS = 5_000;

/** How long a view waits for Panther before it shows what there is. */
const WAIT_MS = 3_000;

interface Fleet {
  readAt: number;
  logSources: Map<string, LogSource>;
  rejected: RejectedSource[];
}

interface Attempt {
  endedAt: number;
  problem?: InstanceProblem;
}

/** Reads the log sources of one instance, once for all the views that ask at the same time. */
export class InstanceReader {
  readonly instance: InstanceConfig;
  readonly #client: Pick<TenantClient, 'listSources'>;
  readonly #logger: LoggerService;
  readonly #waitMs: number;
  #fleet?: Fleet;
  #lastAttempt?: Attempt;
  #reading?: Promise<void>;

  static create(options: {
    instance: InstanceConfig;
    client: Pick<TenantClient, 'listSources'>;
    logger: LoggerService;
    waitMs?: number;
  }): InstanceReader {
    return new InstanceReader(options);
  }

  private constructor(options: {
    instance: InstanceConfig;
    client: Pick<TenantClient, 'listSources'>;
    logger: LoggerService;
    waitMs?: number;
  }) {
    this.instance = options.instance;
    this.#client = options.client;
    this.#logger = options.logger;
    this.#waitMs = options.waitMs ?? WAIT_MS;
  }

  async findLogSources(integrationIds: string[]): Promise<InventoryAnswer> {
    await this.#refresh();
    const logSources = new Map<string, LogSource>();
    const unusable = new Map<string, string>();
    for (const id of integrationIds) {
      const logSource = this.#fleet?.logSources.get(id);
      const rejected = this.#fleet?.rejected.find(
        // A row whose own id is unreadable could be any of those that are missing.
        row => row.integrationId === id || row.integrationId === undefined,
      );
      if (logSource) {
        logSources.set(id, logSource);
      } else if (rejected) {
        unusable.set(
          id,
          `Panther's entry for this log source cannot be read: ${rejected.field} ${rejected.reason}`,
        );
      }
    }
    return { freshness: this.#freshness(), logSources, unusable };
  }

  async describe(): Promise<Instance> {
    await this.#refresh();
    const freshness = this.#freshness();
    return {
      id: this.instance.id,
      title: this.instance.title,
      reachable: freshness.problem === undefined,
      freshness,
      logSourceCount: this.#fleet?.logSources.size,
      writable: this.instance.manageToken !== undefined,
    };
  }

  #freshness(): Freshness {
    const problem = this.#reading
      ? slowProblem(this.instance)
      : this.#lastAttempt?.problem;
    return {
      instance: this.instance.id,
      title: this.instance.title,
      consoleUrl: this.instance.consoleUrl,
      asOf: this.#fleet && new Date(this.#fleet.readAt).toISOString(),
      stale: problem !== undefined,
      problem,
    };
  }

  /** Resolves when Panther has answered or failed, and at the latest when a view should not wait longer. */
  async #refresh(): Promise<void> {
    const endedAt = this.#lastAttempt?.endedAt ?? -Infinity;
    if (!this.#reading && Date.now() - endedAt < KEEP_MS) {
      return;
    }
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    const waiting = new AbortController();
    await Promise.race([
      this.#reading,
      sleep(this.#waitMs, undefined, { signal: waiting.signal }).catch(
        () => {},
      ),
    ]);
    waiting.abort();
  }

  async #read(): Promise<void> {
    try {
      const { sources, rejected, unavailableFields } =
        await this.#client.listSources();
      this.#fleet = {
        readAt: Date.now(),
        logSources: new Map(
          sources.map(source => [
            source.integrationId,
            toLogSource(source, this.instance, unavailableFields),
          ]),
        ),
        rejected,
      };
      this.#lastAttempt = { endedAt: Date.now() };
    } catch (error) {
      this.#lastAttempt = {
        endedAt: Date.now(),
        problem: this.#explain(error),
      };
    }
  }

  #explain(error: unknown): InstanceProblem {
    const what = `Could not read the log sources of Panther instance '${this.instance.id}'`;
    if (error instanceof TenantError) {
      this.#logger.warn(`${what}: ${error.message}`);
      return toInstanceProblem(error);
    }
    // Nobody may be waiting for this read any more, so a fault of our own cannot be thrown.
    this.#logger.error(what, toError(error));
    return {
      code: 'unexpectedAnswer',
      message: `The portal failed to read Panther (${this.instance.title}); its backend log says why.`,
    };
  }
}

function slowProblem(instance: InstanceConfig): InstanceProblem {
  return {
    code: 'slow',
    message: `Panther (${instance.title}) has not answered yet; this view will show its log sources once it does.`,
  };
}
