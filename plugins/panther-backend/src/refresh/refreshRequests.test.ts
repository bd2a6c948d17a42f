import {
  setUpRefresh,
  stopClock,
  unreachable,
} from './__testUtils__/setUpRefresh';
import { accessLogs, listOf } from './__testUtils__/sourceLists';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const list = listOf(accessLogs);

describe.each(databaseIds)(
  'when a refresh reads Panther, on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    async function setup() {
      const refresh = await setUpRefresh(await database.empty());
      return {
        ...refresh,
        request: (at: string) =>
          refresh.requests.add('default', `2026-11-22T${at}Z`),
        async findRequest() {
          return (await refresh.store.getRead('default')).requestedAt;
        },
      };
    }

    beforeEach(stopClock);
    afterEach(() => jest.useRealTimers());

    it('is not while the last good read is younger than the period', async () => {
      const { read, refresh, listSources } = await setup();
      await read(list, '10:00:00');

      jest.setSystemTime(new Date('2026-11-22T10:04:20Z'));
      await refresh.run();
      expect(listSources).toHaveBeenCalledTimes(1);

      await read(list, '10:04:30');
      expect(listSources).toHaveBeenCalledTimes(2);
    });

    it('is a period after the last one began, however long that took', async () => {
      const { refresh, listSources } = await setup();
      jest.setSystemTime(new Date('2026-11-22T10:00:00Z'));
      listSources.mockImplementation(async () => {
        jest.setSystemTime(new Date('2026-11-22T10:00:50Z'));
        return list;
      });
      await refresh.run();

      jest.setSystemTime(new Date('2026-11-22T10:05:00Z'));
      await refresh.run();
      expect(listSources).toHaveBeenCalledTimes(2);
    });

    it('is when the last one seems to lie in the future, by the clock of another replica', async () => {
      const { read, listSources } = await setup();
      await read(list, '11:00:00');

      await read(list, '10:00:00');
      expect(listSources).toHaveBeenCalledTimes(2);
    });

    it('is not believed once its time is up', async () => {
      const { refresh, listSources, find } = await setup();
      const time = new AbortController();
      listSources.mockImplementation(async () => {
        time.abort(new Error('The time is up'));
        return list;
      });

      await expect(refresh.run(time.signal)).rejects.toThrow('The time is up');
      await expect(find(accessLogs.integrationId)).resolves.toBeUndefined();
    });

    it('is once after several people asked, whether or not it succeeds', async () => {
      const { read, refresh, listSources, request, findRequest } =
        await setup();
      await read(list, '10:00:00');
      await request('10:01:00.000');
      await request('10:01:01.000');
      await expect(findRequest()).resolves.toBe('2026-11-22T10:01:01.000Z');

      await read(list, '10:01:02');
      await refresh.run();
      expect(listSources).toHaveBeenCalledTimes(2);
      await expect(findRequest()).resolves.toBeUndefined();

      await request('10:02:00.000');
      await read(unreachable, '10:02:01');
      expect(listSources).toHaveBeenCalledTimes(3);
      await expect(findRequest()).resolves.toBeUndefined();
    });

    it('is again where somebody asked while it did', async () => {
      const { refresh, listSources, request, findRequest, find } =
        await setup();
      await request('10:00:00.000');
      listSources.mockImplementationOnce(async () => {
        // Several who ask while it reads are one again.
        await request('10:00:01.000');
        await request('10:00:02.000');
        return list;
      });
      listSources.mockResolvedValueOnce(
        listOf({ ...accessLogs, label: 'Renamed meanwhile' }),
      );

      await refresh.run();

      expect(listSources).toHaveBeenCalledTimes(2);
      await expect(findRequest()).resolves.toBeUndefined();
      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'Renamed meanwhile',
      });
    });

    it('is again where somebody asked while it failed', async () => {
      const { refresh, listSources, request, findLogSources } = await setup();
      listSources.mockImplementationOnce(async () => {
        await request('10:00:01.000');
        throw unreachable;
      });
      listSources.mockResolvedValueOnce(list);
      await refresh.run();
      const { freshness } = await findLogSources();
      expect(freshness.problem).toBeUndefined();
    });

    it('is at most twice in a run, and next time at once where somebody kept asking', async () => {
      const { refresh, listSources, request, findRequest } = await setup();
      let second = 10;
      listSources.mockImplementation(async () => {
        second += 1;
        await request(`10:00:${second}.000`);
        return list;
      });
      await refresh.run();
      expect(listSources).toHaveBeenCalledTimes(2);
      await expect(findRequest()).resolves.toBe('2026-11-22T10:00:12.000Z');

      listSources.mockResolvedValue(list);
      await refresh.run();
      expect(listSources).toHaveBeenCalledTimes(3);
      await expect(findRequest()).resolves.toBeUndefined();
    });

    it('keeps a request that no read was made for, because it was cancelled', async () => {
      const { refresh, listSources, request, findRequest } = await setup();
      await request('10:00:00.000');
      const cancelled = new DOMException('The task is over', 'AbortError');
      listSources.mockRejectedValueOnce(cancelled);
      await expect(refresh.run()).rejects.toBe(cancelled);
      await expect(findRequest()).resolves.toBe('2026-11-22T10:00:00.000Z');
    });
  },
);
