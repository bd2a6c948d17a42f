import {
  PLATFORM,
  setupLogSourceList,
} from '../../__testUtils__/setupLogSourceList';
import { ListLogSourcesQuery } from '../../views/LogSourceService';
import {
  databaseIds,
  createTestDatabase,
} from '../../__testUtils__/createTestDatabase';

describe.each(databaseIds)(
  'the facets of LogSourceService on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    describe('of the demo', () => {
      let list: Awaited<ReturnType<typeof setupLogSourceList>>['list'];

      beforeAll(async () => {
        ({ list } = await setupLogSourceList(await database.empty()));
      });

      it('count for each filter what its values would find, given all the others', async () => {
        const { facets } = await list({ type: ['aws-s3'], linked: true });
        expect(facets).toEqual({
          instance: [{ value: 'default', count: 3 }],
          type: [{ value: 'aws-s3', count: 3 }],
          status: [
            { value: 'healthy', count: 1 },
            { value: 'silent', count: 1 },
            { value: 'unhealthy', count: 1 },
          ],
          logType: [
            { value: 'AWS.ALB', count: 1 },
            { value: 'AWS.CloudTrail', count: 1 },
            { value: 'AWS.S3ServerAccess', count: 1 },
            { value: 'Custom.BillingWorker', count: 1 },
          ],
          awsAccountId: [
            { value: '111122223333', count: 2 },
            { value: '444455556666', count: 1 },
          ],
          linked: [{ value: 'true', count: 3 }],
        });
      });

      it('count the gone by status only, unless they are asked for', async () => {
        const { facets } = await list({ awsAccountId: ['444455556666'] });
        expect(facets?.status).toEqual([
          { value: 'gone', count: 1 },
          { value: 'silent', count: 1 },
        ]);
        expect(facets?.linked).toEqual([{ value: 'true', count: 1 }]);
      });

      it.each<[string, Partial<ListLogSourcesQuery>]>([
        ['every facet that a filter narrows', { logType: ['AWS.ALB'] }],
        ['facets under filters that are no facets', { q: 'checkout' }],
        [
          'facets under several filters',
          { status: ['gone', 'new'], linked: false },
        ],
        [
          'facets by owner',
          { owner: [PLATFORM], awsAccountId: ['444455556666'] },
        ],
      ])('count as many as there are: %s', async (_, query) => {
        const { facets } = await list(query);
        for (const [filter, values] of Object.entries(facets ?? {})) {
          for (const { value, count } of values) {
            const asked = filter === 'linked' ? value === 'true' : [value];
            const { total } = await list({ ...query, [filter]: asked });
            expect({ filter, value, count: total }).toEqual({
              filter,
              value,
              count,
            });
          }
        }
      });
    });

    it('count the 50 most frequent values of a filter', async () => {
      const { list } = await setupLogSourceList(
        await database.empty(),
        Array.from({ length: 60 }, (_, index) => ({
          id: `source-${index}`,
          logTypes: index < 55 ? [`Custom.Type${index}`, 'Custom.All'] : [],
        })),
      );
      const { facets } = await list();
      expect(facets?.logType).toHaveLength(50);
      expect(facets?.logType[0]).toEqual({ value: 'Custom.All', count: 55 });
    });
  },
);
