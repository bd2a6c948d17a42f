import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { SourceList } from '../tenant/types';
import { setUpRefresh } from './__testUtils__/setUpRefresh';
import { accessLogs, listOf } from './__testUtils__/sourceLists';
import { RefreshService } from './RefreshService';

jest.setTimeout(60_000);

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('RefreshService on %s', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });
  const rootLifecycle = mockServices.rootLifecycle.mock();
  const services = new Array<RefreshService>();

  afterEach(async () => {
    for (const service of services.splice(0)) {
      service.stop();
    }
    for (const [shutDown] of rootLifecycle.addShutdownHook.mock.calls) {
      await shutDown();
    }
  });

  async function setup() {
    const knex = await databases.init(databaseId);
    const set = await setUpRefresh(knex);
    const scheduler = DefaultSchedulerService.create({
      database: mockServices.database({ knex }),
      logger: mockServices.logger.mock(),
      metrics: metricsServiceMock.mock(),
      rootLifecycle,
      httpRouter: mockServices.httpRouter.mock(),
      pluginMetadata: { getId: () => 'panther' },
    });
    const service = new RefreshService({
      ...set,
      scheduler,
      refreshes: [set.refresh],
      retention: { days: 30 },
    });
    services.push(service);
    return {
      ...set,
      service,
      scheduler,
      triggered: jest.spyOn(scheduler, 'triggerTask'),
      async waitUntil(isSo: () => boolean): Promise<void> {
        while (!isSo()) {
          await new Promise(resolve => {
            setTimeout(resolve, 20);
          });
        }
      },
    };
  }

  it('reads a moment after the start, and again soon for those who asked while it read', async () => {
    const { service, store, listSources, metrics, waitUntil } = await setup();
    let answer: (list: SourceList) => void = () => {};
    listSources.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    listSources.mockResolvedValue(listOf(accessLogs));
    await service.schedule();
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
    expect(listSources).not.toHaveBeenCalled();
    await waitUntil(() => listSources.mock.calls.length === 1);

    await service.request('default');
    await service.request('default');
    answer(listOf(accessLogs));
    await waitUntil(() => metrics.refreshEnded.mock.calls.length === 2);

    expect(listSources).toHaveBeenCalledTimes(2);
    const { requestedAt } = await store.getRead('default');
    expect(requestedAt).toBeUndefined();
  });

  it('reads again soon for those who asked in the last moments of a run', async () => {
    const { service, store, listSources, sideReads, waitUntil } = await setup();
    let endRun: () => void = () => {};
    sideReads.run.mockReturnValueOnce(
      new Promise(resolve => {
        endRun = resolve;
      }),
    );
    listSources.mockResolvedValue(listOf(accessLogs));
    await service.schedule();
    await waitUntil(() => sideReads.run.mock.calls.length === 1);

    await service.request('default');
    await service.request('default');
    endRun();
    await waitUntil(() => sideReads.run.mock.calls.length === 2);

    expect(listSources).toHaveBeenCalledTimes(2);
    const { requestedAt } = await store.getRead('default');
    expect(requestedAt).toBeUndefined();
  });

  it('waits no longer for the end of a run once it is stopped', async () => {
    const { service, listSources, triggered, waitUntil } = await setup();
    let answer: (list: SourceList) => void = () => {};
    listSources.mockReturnValue(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    await service.schedule();
    await waitUntil(() => listSources.mock.calls.length === 1);
    await service.request('default');
    // What was asked for meanwhile is tried again, until it is stopped.
    await waitUntil(() => triggered.mock.calls.length === 2);

    service.stop();
    await new Promise(resolve => {
      setTimeout(resolve, 2_500);
    });
    expect(triggered).toHaveBeenCalledTimes(2);
    answer(listOf(accessLogs));
  });

  it('forgets what has been gone for longer than it is to be kept', async () => {
    const { service, scheduler, store, listSources } = await setup();
    listSources.mockResolvedValue(listOf(accessLogs));
    const forget = jest.spyOn(store, 'forgetBefore');
    const scheduleTask = jest.spyOn(scheduler, 'scheduleTask');
    await service.schedule();
    // It begins minutes after the start.
    for (const [{ id, fn }] of scheduleTask.mock.calls) {
      if (id === 'forget-what-is-long-gone') {
        await fn(new AbortController().signal);
      }
    }

    const [[before = ''] = []] = forget.mock.calls;
    const days = (Date.now() - Date.parse(before)) / (24 * 60 * 60 * 1000);
    expect(days).toBeGreaterThanOrEqual(30);
    expect(days).toBeLessThan(30.01);
  });

  it('says which instances there are to whom asks for another', async () => {
    const { service } = await setup();
    await expect(service.request('eu')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: "No Panther instance is called 'eu'; configured are default.",
    });
  });
});
