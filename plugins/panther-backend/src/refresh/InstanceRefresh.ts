import { LoggerService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds } from '@backstage/types';
import { InstanceProblem } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { expectTenantError } from '../tenant/errors';
import { TenantClient } from '../tenant/TenantClient';
import { RejectedSource, SourceList } from '../tenant/types';
import { compareReading, judgeLoss } from '../inventory/compareReading';
import { InventoryStore, RefreshRequests } from '../inventory/InventoryStore';
import { SideReads, toInstanceProblem } from './SideReads';
import { toLogSourceRecord } from './toLogSourceRecord';
import { LogSourceRecord, RefreshEnd, StoredState } from '../inventory/types';
import { inChunks, findUnstorable } from '../inventory/sql';

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
  readonly #requests: RefreshRequests;
  readonly #sideReads: Pick<SideReads, 'run'>;
  readonly #logger: LoggerService;
  readonly #metrics: { refreshEnded(end: RefreshEnd): void } | undefined;

  constructor(options: {
    instance: InstanceConfig;
    client: Pick<TenantClient, 'listSources'>;
    store: InventoryStore;
    requests: RefreshRequests;
    sideReads: Pick<SideReads, 'run'>;
    logger: LoggerService;
    metrics?: { refreshEnded(end: RefreshEnd): void };
  }) {
    this.instance = options.instance;
    this.#client = options.client;
    this.#store = options.store;
    this.#requests = options.requests;
    this.#sideReads = options.sideReads;
    this.#logger = options.logger;
    this.#metrics = options.metrics;
  }

  /**
   * Reads Panther if a read is due or asked for, and once more if one was asked for meanwhile. A read
   * that fails, or that says something unlikely, changes no log source; it is noted, and never
   * thrown, since the next run is the way out.
   */
  async run(signal?: AbortSignal): Promise<void> {
    const { id } = this.instance;
    if (!(await this.#isDue())) {
      return;
    }
    let outcome = await this.#refresh(signal);
    const { requestedAt } = await this.#store.getRead(id);
    if (requestedAt) {
      outcome = await this.#refresh(signal);
    }
    if (outcome === 'ok') {
      await this.#sideReads.run(signal);
    }
  }

  async #isDue(): Promise<boolean> {
    const { id, refresh } = this.instance;
    const { startedAt, requestedAt, problem } = await this.#store.getRead(id);
    if (!startedAt || requestedAt || problem) {
      return true;
    }
    // Counted from its end, a read that takes long would make the next one seem too early. That of
    // another replica may have begun in the future, as far as this one's clock knows.
    const ageMs = Math.abs(Date.now() - Date.parse(startedAt));
    const periodMs = durationToMilliseconds(refresh.frequency);
    return ageMs >= periodMs * FRESH_PART_OF_PERIOD;
  }

  async #refresh(
    signal: AbortSignal | undefined,
  ): Promise<RefreshEnd['outcome']> {
    const { id } = this.instance;
    const { requestedAt } = await this.#store.getRead(id);
    const startedAt = performance.now();
    const outcome = await this.#readList(signal);
    if (requestedAt) {
      await this.#requests.settle(id, requestedAt);
    }
    const durationMs = performance.now() - startedAt;
    this.#metrics?.refreshEnded({ instance: id, outcome, durationMs });
    return outcome;
  }

  async #readList(
    signal: AbortSignal | undefined,
  ): Promise<RefreshEnd['outcome']> {
    const begunAt = await this.#store.readSharedTime();
    const startedAt = new Date();
    let list: SourceList;
    try {
      list = await this.#client.listSources({ signal });
    } catch (error) {
      return this.#noteProblem(toInstanceProblem(expectTenantError(error)), {
        readMs: Date.now() - startedAt.getTime(),
      });
    }
    return this.#apply(list, { startedAt, begunAt, signal });
  }

  async #apply(
    list: SourceList,
    {
      startedAt,
      begunAt,
      signal,
    }: { startedAt: Date; begunAt: string; signal?: AbortSignal },
  ): Promise<RefreshEnd['outcome']> {
    const { id } = this.instance;
    const at = new Date();
    const readMs = at.getTime() - startedAt.getTime();
    const [stored, lastRead] = await Promise.all([
      this.#store.listStates(id),
      this.#store.getRead(id),
    ]);
    const { records, rejected } = await this.#toRecords(list, stored, at);
    const changes = compareReading(stored, records, rejected);
    // Past its time limit, another replica may have read what is newer.
    signal?.throwIfAborted();
    const [unusable] = rejected;
    if (unusable && !records.length) {
      return this.#noteProblem(
        {
          code: 'unexpectedAnswer',
          message: `None of the log sources that Panther (${this.instance.title}) lists can be read; the first has ${unusable.field}: ${unusable.reason}.`,
        },
        { readMs, unusable: rejected.length },
      );
    }
    const loss = judgeLoss(stored, changes);
    if (loss && loss.hash !== lastRead.heldBack) {
      return this.#noteProblem(
        {
          code: 'heldBack',
          // Whoever sees a few log sources is not to learn how many there are.
          message: `Panther (${this.instance.title}) suddenly lists less than half of its log sources; this is believed when the next read says the same.`,
        },
        { readMs, heldBack: loss.hash, losing: loss.losing, of: loss.of },
      );
    }
    await this.#store.applyReading(id, changes, { startedAt, begunAt, at });
    this.#logger.info(
      `Read ${list.sources.length} log sources of Panther instance '${id}'`,
      {
        instance: id,
        readMs,
        writeMs: Date.now() - at.getTime(),
        changed: changes.configured.length,
        statusChanges: changes.statusChanges.length,
        unusable: rejected.length,
      },
    );
    return 'ok';
  }

  async #toRecords(
    list: SourceList,
    stored: Map<string, StoredState>,
    at: Date,
  ): Promise<{ records: LogSourceRecord[]; rejected: RejectedSource[] }> {
    const records = new Array<LogSourceRecord>();
    const rejected = [...list.rejected];
    await inChunks(list.sources, chunk => {
      for (const source of chunk) {
        const unstorable = findUnstorable(source);
        if (unstorable) {
          rejected.push(unstorable);
        } else {
          records.push(
            toLogSourceRecord(
              source,
              this.instance,
              list.unavailableFields,
              at,
              stored.get(source.integrationId)?.status,
            ),
          );
        }
      }
    });
    return { records, rejected };
  }

  async #noteProblem(
    problem: InstanceProblem,
    { heldBack, ...details }: { heldBack?: string } & Record<string, unknown>,
  ): Promise<RefreshEnd['outcome']> {
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
      { instance: id, problem: problem.code, ...details },
    );
    return problem.code;
  }
}
