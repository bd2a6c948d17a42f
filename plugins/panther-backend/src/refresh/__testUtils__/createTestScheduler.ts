import {
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';

type Task = SchedulerServiceTaskScheduleDefinition &
  SchedulerServiceTaskInvocationDefinition;

/**
 * A scheduler whose tasks run when a test says so, or when they are triggered. As with the real one,
 * a task that runs cannot be triggered.
 */
export function createTestScheduler() {
  const tasks = new Map<string, Task>();
  const running = new Set<string>();

  function getTask(id: string): Task {
    const task = tasks.get(id);
    if (!task) {
      throw new Error(`No task is called ${id}`);
    }
    return task;
  }

  async function run(id: string): Promise<void> {
    running.add(id);
    try {
      await getTask(id).fn(new AbortController().signal);
    } finally {
      running.delete(id);
    }
  }

  return {
    ...mockServices.scheduler.mock({
      async scheduleTask(task) {
        tasks.set(task.id, task);
      },
      async triggerTask(id) {
        if (running.has(id)) {
          throw new ConflictError(`Task ${id} is running`);
        }
        run(id);
      },
    }),
    getTask,
    run,
  };
}
