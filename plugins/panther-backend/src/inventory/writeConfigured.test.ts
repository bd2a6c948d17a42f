import { randomBytes } from 'node:crypto';
import { setUpRefresh, stopClock } from '../refresh/__testUtils__/setUpRefresh';
import {
  accessLogs,
  auditTrail,
  listOf,
} from '../refresh/__testUtils__/sourceLists';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

describe.each(databaseIds)(
  'what log sources are looked up by, on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    async function setup() {
      const refresh = await setUpRefresh(await database.empty());
      return {
        ...refresh,
        async columnsOf(integrationId: string) {
          const row = await refresh
            .knex('log_sources')
            .where({ integration_id: integrationId })
            .first(
              'label_key',
              'type',
              'bucket',
              'aws_account_id',
              'created_at',
              'search_text',
            );
          // SQLite's rows have no prototype of an object.
          return { ...row };
        },
        async logTypes(): Promise<string[]> {
          const rows = await refresh
            .knex('log_source_log_types')
            .orderBy(['integration_id', 'log_type']);
          return rows.map(row => `${row.integration_id} ${row.log_type}`);
        },
      };
    }

    beforeEach(stopClock);
    afterEach(() => jest.useRealTimers());

    it('stands in columns of its own', async () => {
      const { read, columnsOf } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await expect(columnsOf('access-logs')).resolves.toEqual({
        label_key: 'checkout access logs',
        type: 'aws-s3',
        bucket: 'acme-checkout-logs',
        aws_account_id: '111122223333',
        created_at: '2026-01-01T00:00:00.000Z',
        search_text:
          'checkout access logs\naccess-logs\naws-s3\nacme-checkout-logs\naws.alb',
      });
    });

    it('is no bucket and no account where there is none', async () => {
      const { read, columnsOf } = await setup();
      const s3 = undefined;
      await read(listOf({ ...accessLogs, type: 'http', s3 }), '10:00:00');
      await expect(columnsOf('access-logs')).resolves.toMatchObject({
        type: 'http',
        bucket: null,
        aws_account_id: null,
        search_text: 'checkout access logs\naccess-logs\nhttp\n\naws.alb',
      });
    });

    it('follows a configuration that changes', async () => {
      const { read, columnsOf } = await setup();
      await read(listOf(accessLogs), '10:00:00');
      await read(
        listOf({
          ...accessLogs,
          label: 'ÉTÉ',
          logTypes: ['AWS.CloudTrail'],
          createdAt: '2026-02-01T00:00:00.000Z',
          s3: {
            bucket: 'acme-new',
            awsAccountId: '444455556666',
            prefixes: [],
          },
        }),
        '10:05:00',
      );
      await expect(columnsOf('access-logs')).resolves.toEqual({
        label_key: 'été',
        type: 'aws-s3',
        bucket: 'acme-new',
        aws_account_id: '444455556666',
        created_at: '2026-02-01T00:00:00.000Z',
        search_text: 'été\naccess-logs\naws-s3\nacme-new\naws.cloudtrail',
      });
    });

    it('takes a label of any length, and any character', async () => {
      const { read, columnsOf, find } = await setup();
      const long = randomBytes(4_000).toString('hex');
      await read(
        listOf(
          { ...accessLogs, label: 'A\0B' },
          { ...auditTrail, label: `Long ${long}` },
        ),
        '10:00:00',
      );
      await expect(find('audit-trail')).resolves.toMatchObject({
        label: `Long ${long}`,
      });
      await expect(columnsOf('access-logs')).resolves.toMatchObject({
        label_key: 'ab',
      });
      await expect(find('access-logs')).resolves.toMatchObject({
        label: 'A\0B',
      });
    });

    it('has each log type once, and only those of the last configuration', async () => {
      const { read, logTypes } = await setup();
      const twice = { ...accessLogs, logTypes: ['AWS.ALB', 'AWS.ALB', 'B'] };
      await read(listOf(twice, auditTrail), '10:00:00');
      await expect(logTypes()).resolves.toEqual([
        'access-logs AWS.ALB',
        'access-logs B',
        'audit-trail AWS.ALB',
      ]);

      await read(
        listOf({ ...accessLogs, logTypes: ['B', 'C'] }, auditTrail),
        '10:05:00',
      );
      await expect(logTypes()).resolves.toEqual([
        'access-logs B',
        'access-logs C',
        'audit-trail AWS.ALB',
      ]);
    });

    it('is forgotten with the log source', async () => {
      const { read, logTypes, store } = await setup();
      await read(listOf(accessLogs, auditTrail), '10:00:00');
      await read(listOf(auditTrail), '10:05:00');
      await store.forgetBefore('2026-11-23T00:00:00.000Z');
      await expect(logTypes()).resolves.toEqual(['audit-trail AWS.ALB']);
    });
  },
);
