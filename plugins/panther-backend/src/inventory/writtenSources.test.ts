import { acmeInstance } from '../__testUtils__/acmeInstance';
import { PantherSource, SourceList } from '../tenant/types';
import { setUpRefresh, stopClock } from '../refresh/__testUtils__/setUpRefresh';
import {
  accessLogs,
  auditTrail,
  listOf,
} from '../refresh/__testUtils__/sourceLists';
import { findVersion, raiseVersion } from './inventoryVersion';
import { toLogSourceRecord } from '../refresh/toLogSourceRecord';
import { markWrittenGone, noteWritten, putWritten } from './writtenSources';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const REF = { instance: 'default', integrationId: 'access-logs' };

describe.each(databaseIds)(
  'a log source that was just written, on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    async function setup() {
      const refresh = await setUpRefresh(await database.empty());
      const { knex, inventory, listSources } = refresh;
      return {
        ...refresh,
        put: (source: PantherSource) =>
          putWritten(
            knex,
            'default',
            toLogSourceRecord(source, acmeInstance, [], new Date()),
          ),
        markGone: () => markWrittenGone(knex, REF),
        /** Has Panther read, and something happen before its answer is here. */
        async readDuring(
          list: SourceList,
          at: string,
          happening: () => Promise<unknown>,
        ) {
          jest.setSystemTime(new Date(`2026-11-22T${at}Z`));
          listSources.mockImplementationOnce(async () => {
            await happening();
            return list;
          });
          await refresh.refresh.run();
        },
        async history(): Promise<string[]> {
          const { items } = await inventory.getHistory(REF, {
            visibility: 'all',
          });
          return items.map(({ status }) => status);
        },
      };
    }

    beforeEach(stopClock);
    afterEach(() => jest.useRealTimers());

    it('is there at once, with all that it is looked up by', async () => {
      const { knex, read, put, find, history, inventory } = await setup();
      await read(listOf(auditTrail), '10:00:00');
      const version = await findVersion(knex, ['default']);

      const logSource = await put(accessLogs);

      expect(logSource).toMatchObject({
        ref: 'default:access-logs',
        label: 'Checkout access logs',
        status: 'healthy',
        statusSince: '2026-11-22T10:00:00.000Z',
        lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
      });
      await expect(find('access-logs')).resolves.toEqual(logSource);
      await expect(history()).resolves.toEqual(['healthy']);
      await expect(
        inventory.findS3Mappings(['acme-checkout-logs']),
      ).resolves.toContainEqual({
        ...REF,
        bucket: 'acme-checkout-logs',
        prefix: 'alb/',
        excludedPrefixes: [],
      });
      await expect(findVersion(knex, ['default'])).resolves.not.toBe(version);
    });

    it('is there although its instance has never been read', async () => {
      const { knex, put, find } = await setup();
      await put(accessLogs);
      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'healthy',
      });
      await expect(findVersion(knex, ['default'])).resolves.toEqual({
        counted: '[["default",1]]',
        listed: '[["default",1,0]]',
      });
    });

    it('keeps its status and its history where only its settings are others', async () => {
      const { read, put, find, history } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      jest.setSystemTime(new Date('2026-11-22T10:01:00Z'));
      await put({ ...accessLogs, label: 'Renamed' });
      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'Renamed',
        statusSince: '2026-11-22T10:00:00.000Z',
      });
      await expect(history()).resolves.toEqual(['healthy']);
    });

    it('is not missed by a read that began before it was made', async () => {
      const { readDuring, put, find, history } = await setup();
      await readDuring(listOf(auditTrail), '10:00:00', () => put(accessLogs));
      await expect(find('access-logs')).resolves.toMatchObject({
        status: 'healthy',
      });
      await expect(history()).resolves.toEqual(['healthy']);
      await expect(find('audit-trail')).resolves.toMatchObject({
        status: 'unhealthy',
      });
    });

    it('is not set back by a read that began before it was changed', async () => {
      const { read, readDuring, put, find, history } = await setup();
      await read(listOf(accessLogs, auditTrail), '10:00:00');
      await readDuring(
        listOf(
          {
            ...accessLogs,
            label: 'Older',
            isHealthy: false,
            lastEventReceivedAt: '2026-11-22T10:04:59.000Z',
          },
          { ...auditTrail, label: 'Newer' },
        ),
        '10:05:00',
        () => put({ ...accessLogs, label: 'Renamed' }),
      );
      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'Renamed',
        status: 'healthy',
        lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
      });
      await expect(history()).resolves.toEqual(['healthy']);
      await expect(find('audit-trail')).resolves.toMatchObject({
        label: 'Newer',
      });
    });

    it('is not said to be unusable any more, nor by a read that began before', async () => {
      const { read, readDuring, put, markGone, find } = await setup();
      const broken: SourceList = {
        ...listOf(auditTrail),
        rejected: [
          { integrationId: 'access-logs', field: 'isHealthy', reason: 'is no' },
        ],
      };
      const findProblem = async () => (await find('access-logs'))?.readProblem;
      await read(listOf(accessLogs, auditTrail), '10:00:00');
      await read(broken, '10:05:00');
      await expect(findProblem()).resolves.toMatch('isHealthy: is no');

      await put(accessLogs);
      await expect(findProblem()).resolves.toBeUndefined();
      await readDuring(broken, '10:10:00', () => put(accessLogs));
      await expect(findProblem()).resolves.toBeUndefined();

      await read(broken, '10:15:00');
      await expect(findProblem()).resolves.toBeDefined();
      await markGone();
      await expect(findProblem()).resolves.toBeUndefined();
    });

    it('stays gone although a read that began before it was deleted lists it', async () => {
      const { read, readDuring, markGone, find, history } = await setup();
      await read(listOf(accessLogs, auditTrail), '10:00:00');
      await readDuring(
        listOf({ ...accessLogs, label: 'Renamed' }, auditTrail),
        '10:05:00',
        markGone,
      );
      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'Checkout access logs',
        status: 'gone',
        statusSince: '2026-11-22T10:05:00.000Z',
      });

      await read(listOf(auditTrail), '10:10:00');
      await expect(find('access-logs')).resolves.toMatchObject({
        statusSince: '2026-11-22T10:05:00.000Z',
      });
      await expect(history()).resolves.toEqual(['gone', 'healthy']);
    });

    it('is gone once, however often it is deleted', async () => {
      const { read, markGone, history } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await markGone();
      await markGone();
      await expect(history()).resolves.toEqual(['gone', 'healthy']);
    });

    it('is what Panther says in a read that begins later', async () => {
      const { read, put, markGone, find, history } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await put({ ...accessLogs, label: 'Renamed' });
      await read(listOf({ ...accessLogs, label: 'Renamed again' }), '10:05:00');
      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'Renamed again',
      });

      await markGone();
      await read(listOf(accessLogs), '10:10:00');
      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'Checkout access logs',
        status: 'healthy',
      });
      await expect(history()).resolves.toEqual(['healthy', 'gone', 'healthy']);
    });

    it('is left alone by a reading that is written while the write is', async () => {
      const { knex, store, read, find } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      const begunAt = await store.readSharedTime();
      const at = new Date();
      const older = { ...accessLogs, label: 'Older' };
      let written: Promise<void> | undefined;

      await knex.transaction(async transaction => {
        await raiseVersion(transaction, 'default');
        written = store.applyReading(
          'default',
          {
            configured: [toLogSourceRecord(older, acmeInstance, [], at)],
            seen: [],
            statusChanges: [],
            rejected: [],
          },
          { startedAt: at, begunAt, at },
        );
        // Long enough for a reading that does not wait.
        await new Promise(resolve => {
          setTimeout(resolve, 300);
        });
        await noteWritten(transaction, REF);
      });
      await written;

      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'Checkout access logs',
      });
    });

    it('is forgotten with everything about it when it is long gone', async () => {
      const { knex, read, store, put, markGone } = await setup();
      await read(listOf(accessLogs, auditTrail), '10:00:00');
      await markGone();
      await put(auditTrail);
      await knex('created_sources').insert(
        ['access-logs', 'audit-trail'].map(id => ({
          instance: 'default',
          integration_id: id,
          created_by: 'user:default/paula',
        })),
      );
      const idsIn = (table: string) => knex(table).pluck('integration_id');
      await store.forgetBefore('2026-11-22T10:00:00.000Z');
      await expect(idsIn('written_sources')).resolves.toHaveLength(2);
      await expect(idsIn('created_sources')).resolves.toHaveLength(2);

      await store.forgetBefore('2026-11-22T10:00:01.000Z');
      await expect(idsIn('written_sources')).resolves.toEqual(['audit-trail']);
      await expect(idsIn('created_sources')).resolves.toEqual(['audit-trail']);
    });
  },
);
