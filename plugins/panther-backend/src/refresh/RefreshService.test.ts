import { acmeInstance } from '../__testUtils__/acmeInstance';
import { SourceList } from '../tenant/types';
import { createTestScheduler } from './__testUtils__/createTestScheduler';
import { setUpRefresh } from './__testUtils__/setUpRefresh';
import { accessLogs, listOf } from './__testUtils__/sourceLists';
import { RefreshService } from './RefreshService';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

describe.each(databaseIds)('RefreshService on %s', databaseId => {
  const database = createTestDatabase(databaseId);
  const services = new Array<RefreshService>();

  afterEach(() => {
    for (const service of services.splice(0)) {
      service.stop();
    }
  });

  async function setup() {
    const set = await setUpRefresh(await database.empty());
    const scheduler = createTestScheduler();
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
      triggered: scheduler.triggerTask,
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
    const { service, scheduler, store, listSources, metrics, waitUntil } =
      await setup();
    let answer: (list: SourceList) => void = () => {};
    listSources.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    listSources.mockResolvedValue(listOf(accessLogs));
    await service.schedule();
    expect(listSources).not.toHaveBeenCalled();
    expect(scheduler.getTask('refresh-default')).toMatchObject({
      scope: 'global',
      frequency: acmeInstance.refresh.frequency,
      initialDelay: { seconds: 1 },
    });
    const run = scheduler.run('refresh-default');
    await waitUntil(() => listSources.mock.calls.length === 1);

    await service.request('default');
    await service.request('default');
    answer(listOf(accessLogs));
    await run;

    expect(metrics.refreshEnded).toHaveBeenCalledTimes(2);
    expect(listSources).toHaveBeenCalledTimes(2);
    const { requestedAt } = await store.getRead('default');
    expect(requestedAt).toBeUndefined();
  });

  it('reads again soon for those who asked in the last moments of a run', async () => {
    const { service, scheduler, store, listSources, sideReads, waitUntil } =
      await setup();
    let endRun: () => void = () => {};
    sideReads.run.mockReturnValueOnce(
      new Promise(resolve => {
        endRun = resolve;
      }),
    );
    listSources.mockResolvedValue(listOf(accessLogs));
    await service.schedule();
    const run = scheduler.run('refresh-default');
    await waitUntil(() => sideReads.run.mock.calls.length === 1);

    await service.request('default');
    await service.request('default');
    endRun();
    await run;
    await waitUntil(() => sideReads.run.mock.calls.length === 2);

    expect(listSources).toHaveBeenCalledTimes(2);
    const { requestedAt } = await store.getRead('default');
    expect(requestedAt).toBeUndefined();
  });

  it('waits no longer for the end of a run once it is stopped', async () => {
    const { service, scheduler, listSources, triggered, waitUntil } =
      await setup();
    let answer: (list: SourceList) => void = () => {};
    listSources.mockReturnValue(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    await service.schedule();
    const run = scheduler.run('refresh-default');
    await waitUntil(() => listSources.mock.calls.length === 1);
    await service.request('default');
    // What was asked for meanwhile is tried again, until it is stopped.
    await waitUntil(() => triggered.mock.calls.length === 2);

    service.stop();
    await new Promise(resolve => {
      setTimeout(resolve, 1_500);
    });
    expect(triggered).toHaveBeenCalledTimes(2);
    answer(listOf(accessLogs));
    await run;
  });

  it('forgets what has been gone for longer than it is to be kept', async () => {
    const { service, scheduler, store, listSources } = await setup();
    listSources.mockResolvedValue(listOf(accessLogs));
    const forget = jest.spyOn(store, 'forgetBefore');
    await service.schedule();
    await scheduler.run('forget-what-is-long-gone');

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
