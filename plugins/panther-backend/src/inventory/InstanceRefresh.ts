import { LoggerService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds } from '@backstage/types';
import { InstanceProblem } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { TenantError } from '../tenant/errors';
import { TenantClient } from '../tenant/TenantClient';
import { SourceList } from '../tenant/types';
import { compareReading, judgeLoss } from './compareReading';
import { InventoryStore } from './InventoryStore';
import { toInstanceProblem } from './toInstanceProblem';
import { toLogSourceRecord } from './toLogSourceRecord';

/**
 * The scheduler may run a task twice in a row after a pause, so a run is skipped while the last good
 * read is younger than this part of the period.
 */
const FRESH_PART_OF_PERIOD = 0.9;

/** Reads one instance into the inventory. */
export class InstanceRefresh {
  readonly instance: InstanceConfig;
  readonly #client: Pick<TenantClient, 'listSources'>;
  readonly #store: InventoryStore;
  readonly #logger: LoggerService;

  constructor(options: {
    instance: InstanceConfig;
    client: Pick<TenantClient, 'listSources'>;
    store: InventoryStore;
    logger: LoggerService;
  }) {
    this.instance = options.instance;
    this.#client = options.client;
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /**
   * Reads Panther if a read is due or asked for. A read that fails, or that says something unlikely,
   * changes no log source; it is noted, and never thrown, since the next run is the way out.
   */
  async run(signal?: AbortSignal): Promise<void> {
    if (!(await this.#isDue())) {
      return;
    }
    const startedAt = performance.now();
    let list: SourceList;
    try {
      list = await this.#client.listSources({ signal });
    } catch (error) {
      if (!(error instanceof TenantError)) {
        throw error;
      }
      await this.#noteProblem(toInstanceProblem(error));
      return;
    }
    await this.#apply(list, performance.now() - startedAt);
  }

  async #isDue(): Promise<boolean> {
    const { id, refresh } = this.instance;
    const { succeededAt, requestedAt, problem } = await this.#store.getRead(id);
    if (!succeededAt || requestedAt || problem) {
      return true;
    }
    const ageMs = Date.now() - Date.parse(succeededAt);
    const periodMs = durationToMilliseconds(refresh.frequency);
    return ageMs >= periodMs * FRESH_PART_OF_PERIOD;
  }

  async #apply(list: SourceList, readMs: number): Promise<void> {
    const { id } = this.instance;
    const at = new Date();
    const [stored, lastRead] = await Promise.all([
      this.#store.listStates(id),
      this.#store.getRead(id),
    ]);
    const changes = compareReading(
      stored,
      list.sources.map(source =>
        toLogSourceRecord(source, this.instance, list.unavailableFields, at),
      ),
      list.rejected,
    );
    const loss = judgeLoss(stored, changes);
    if (loss && loss.hash !== lastRead.heldBack) {
      await this.#noteProblem(
        {
          code: 'heldBack',
          message: `Panther (${this.instance.title}) suddenly lists ${loss.losing} of ${loss.of} log sources no more; this is believed when the next read says the same.`,
        },
        loss.hash,
      );
      return;
    }
    await this.#store.applyReading(id, changes, at.toISOString());
    this.#logger.info(
      `Read ${list.sources.length} log sources of Panther instance '${id}'`,
      {
        readMs: Math.round(readMs),
        changed: changes.configured.length,
        statusChanges: changes.statusChanges.length,
        unusable: list.rejected.length,
      },
    );
  }

  async #noteProblem(
    problem: InstanceProblem,
    heldBack?: string,
  ): Promise<void> {
    const { id } = this.instance;
    const { succeededAt } = await this.#store.getRead(id);
    await this.#store.noteRead(id, {
      attemptedAt: new Date().toISOString(),
      succeededAt,
      problem,
      heldBack,
    });
    this.#logger.warn(
      `Could not refresh the log sources of Panther instance '${id}': ${problem.message}`,
    );
  }
}
