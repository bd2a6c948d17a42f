import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';

type ScheduledTask = Parameters<SchedulerService['scheduleTask']>[0];

/**
 * The scheduler that production has, without what a test would only wait for. Panther is read at
 * once. The link index is updated when a test triggers that, so that lists do not change by
 * themselves.
 */
export const testSchedulerFactory = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    httpRouter: coreServices.httpRouter,
    logger: coreServices.logger,
    metrics: metricsServiceRef,
    pluginMetadata: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
  },
  async factory(deps) {
    const scheduler = DefaultSchedulerService.create(deps);
    const scheduleTask = scheduler.scheduleTask.bind(scheduler);
    scheduler.scheduleTask = task => scheduleTask(forTest(task));
    return scheduler;
  },
});

function forTest(task: ScheduledTask): ScheduledTask {
  if (task.id.startsWith('refresh-')) {
    return { ...task, initialDelay: undefined };
  }
  if (task.id === 'update-link-index') {
    return {
      ...task,
      initialDelay: undefined,
      frequency: { trigger: 'manual' },
    };
  }
  return task;
}
