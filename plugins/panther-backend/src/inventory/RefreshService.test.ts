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

  afterEach(async () => {
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
    const { store, requests, refresh } = set;
    const refreshes = [refresh];
    return {
      ...set,
      service: new RefreshService({ scheduler, store, requests, refreshes }),
      async waitUntil(isSo: () => boolean): Promise<void> {
        while (!isSo()) {
          await new Promise(resolve => {
            setTimeout(resolve, 20);
          });
        }
      },
    };
  }

  it('reads at once when it starts, and again soon for those who asked while it read', async () => {
    const { service, store, listSources, metrics, waitUntil } = await setup();
    let answer: (list: SourceList) => void = () => {};
    listSources.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    listSources.mockResolvedValue(listOf(accessLogs));
    await service.schedule();
    await waitUntil(() => listSources.mock.calls.length === 1);

    await service.request('default');
    await service.request('default');
    answer(listOf(accessLogs));
    await waitUntil(() => metrics.refreshEnded.mock.calls.length === 2);

    expect(listSources).toHaveBeenCalledTimes(2);
    const { requestedAt } = await store.getRead('default');
    expect(requestedAt).toBeUndefined();
  });

  it('says which instances there are to whom asks for another', async () => {
    const { service } = await setup();
    await expect(service.request('eu')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: "No Panther instance is called 'eu'; configured are default.",
    });
  });
});
