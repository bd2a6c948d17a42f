import { SchedulerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { getConfigured } from './getConfigured';
import { InstanceRefresh } from './InstanceRefresh';
import { InventoryStore } from './InventoryStore';
import { RefreshRequests } from './RefreshRequests';

/** How long log sources that are gone, and changes of status, are remembered. */
const REMEMBER_MS = 90 * 24 * 60 * 60 * 1000;

/** Has every instance read at its own pace, or sooner when somebody asks. */
export class RefreshService {
  readonly #scheduler: SchedulerService;
  readonly #refreshes: Map<string, InstanceRefresh>;
  readonly #requests: RefreshRequests;
  readonly #store: InventoryStore;

  constructor(options: {
    scheduler: SchedulerService;
    refreshes: InstanceRefresh[];
    requests: RefreshRequests;
    store: InventoryStore;
  }) {
    this.#scheduler = options.scheduler;
    this.#refreshes = new Map(
      options.refreshes.map(refresh => [refresh.instance.id, refresh]),
    );
    this.#requests = options.requests;
    this.#store = options.store;
  }

  /** Plans every refresh, and forgetting what is long gone; one replica runs each at a time. */
  async schedule(): Promise<void> {
    for (const refresh of this.#refreshes.values()) {
      const { id, refresh: times } = refresh.instance;
      await this.#scheduler.scheduleTask({
        id: taskId(id),
        scope: 'global',
        frequency: times.frequency,
        // Past the reading itself, writing a large fleet takes its time.
        timeout: {
          ...times.timeout,
          minutes: (times.timeout.minutes ?? 0) + 1,
        },
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
          new Date(Date.now() - REMEMBER_MS).toISOString(),
        ),
    });
  }

  /** Has an instance read soon, once however many ask. */
  async request(instance: string): Promise<void> {
    const { id } = getConfigured(this.#refreshes, instance).instance;
    await this.#requests.add(id, new Date().toISOString());
    try {
      await this.#scheduler.triggerTask(taskId(id));
    } catch (error) {
      // The task is running already, and looks for requests once more; one that comes later yet is
      // kept for the next run.
      if (!isError(error) || error.name !== 'ConflictError') {
        throw error;
      }
    }
  }
}

function taskId(instance: string): string {
  return `refresh-${instance}`;
}
