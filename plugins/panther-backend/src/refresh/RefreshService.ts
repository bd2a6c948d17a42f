import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { setTimeout as sleep } from 'node:timers/promises';
import { InstanceConfig, getConfigured } from '../config/InstanceConfig';
import { InstanceRefresh } from './InstanceRefresh';
import { InventoryStore, RefreshRequests } from '../inventory/InventoryStore';
/** Between two looks whether a run has ended, for the one that was asked for to begin. */
const TRY_AGAIN_MS = 1_000;

/** Has every instance read at its own pace, or sooner when somebody asks. */
export class RefreshService {
  readonly #scheduler: SchedulerService;
  readonly #refreshes: Map<string, InstanceRefresh>;
  readonly #requests: RefreshRequests;
  readonly #store: InventoryStore;
  readonly #retention: HumanDuration;
  readonly #logger: LoggerService;
  readonly #stopped = new AbortController();
  /** By instance, ends waiting for a run to end. */
  readonly #waits = new Map<string, AbortController>();

  constructor(options: {
    scheduler: SchedulerService;
    refreshes: InstanceRefresh[];
    requests: RefreshRequests;
    store: InventoryStore;
    /** Of log sources that are gone, and of changes of status. */
    retention: HumanDuration;
    logger: LoggerService;
  }) {
    this.#scheduler = options.scheduler;
    this.#refreshes = new Map(
      options.refreshes.map(refresh => [refresh.instance.id, refresh]),
    );
    this.#requests = options.requests;
    this.#store = options.store;
    this.#retention = options.retention;
    this.#logger = options.logger;
  }

  /** Plans every refresh, and forgetting what is long gone; one replica runs each at a time. */
  async schedule(): Promise<void> {
    for (const refresh of this.#refreshes.values()) {
      const { instance } = refresh;
      await this.#scheduler.scheduleTask({
        id: taskId(instance.id),
        scope: 'global',
        frequency: instance.refresh.frequency,
        timeout: timeLimitOf(instance),
        // Everybody waits for the portal to start, and for nothing of this before it has.
        initialDelay: { seconds: 1 },
        fn: signal => refresh.run(signal),
      });
    }
    await this.#scheduler.scheduleTask({
      id: 'forget-what-is-long-gone',
      scope: 'global',
      frequency: { hours: 24 },
      timeout: { minutes: 10 },
      initialDelay: { minutes: 10 },
      fn: () =>
        this.#store.forgetBefore(
          new Date(
            Date.now() - durationToMilliseconds(this.#retention),
          ).toISOString(),
        ),
    });
  }

  /** Has an instance read soon, once however many ask. */
  async request(instanceId: string): Promise<void> {
    const { instance } = getConfigured(this.#refreshes, instanceId);
    await this.#requests.add(instance.id, new Date().toISOString());
    if (!(await this.#trigger(instance.id))) {
      this.#triggerAfterRun(instance);
    }
  }

  /** Leaves what was asked for, and has not begun, to the other replicas and to the next start. */
  stop(): void {
    this.#stopped.abort();
  }

  /** Resolves to false where the task runs already. */
  async #trigger(instance: string): Promise<boolean> {
    try {
      await this.#scheduler.triggerTask(taskId(instance));
      return true;
    } catch (error) {
      if (!isError(error) || error.name !== 'ConflictError') {
        throw error;
      }
      return false;
    }
  }

  /**
   * The run that is under way looks for requests once more after its first read. What it does not
   * see begins when it has ended, and not a period later; whoever asked need not wait for that.
   */
  async #triggerAfterRun(instance: InstanceConfig): Promise<void> {
    const { id } = instance;
    // Waiting anew, and not as well, keeps it to one however many ask.
    this.#waits.get(id)?.abort();
    const wait = new AbortController();
    this.#waits.set(id, wait);
    const signal = AbortSignal.any([
      wait.signal,
      this.#stopped.signal,
      AbortSignal.timeout(durationToMilliseconds(timeLimitOf(instance))),
    ]);
    try {
      let isSettled = false;
      while (!isSettled) {
        await sleep(TRY_AGAIN_MS, undefined, { signal, ref: false });
        const { requestedAt } = await this.#store.getRead(id);
        isSettled = !requestedAt || (await this.#trigger(id));
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#logger.warn(
          `Panther instance '${id}' is read with the next period and not sooner, as was asked for: ${error}`,
          { instance: id },
        );
      }
    }
  }
}

/** Past the reading itself, writing a large fleet takes its time. */
function timeLimitOf({ refresh: { timeout } }: InstanceConfig): HumanDuration {
  return { ...timeout, minutes: (timeout.minutes ?? 0) + 1 };
}

function taskId(instance: string): string {
  return `refresh-${instance}`;
}
