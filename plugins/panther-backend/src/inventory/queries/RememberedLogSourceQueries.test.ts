import { storeLogSources } from '../../__testUtils__/storeLogSources';
import { acmeInstance } from '../../__testUtils__/acmeInstance';
import { LinkIndexStore } from '../../links/LinkIndexStore';
import { findPortalLinkChanges } from '../../links/PortalLinkChanges';
import { PantherSource } from '../../tenant/types';
import {
  accessLogs,
  auditTrail,
} from '../../refresh/__testUtils__/sourceLists';
import { compareReading } from '../compareReading';
import { InventoryStore } from '../InventoryStore';
import {
  LogSourcePageOptions,
  LogSourceQueries,
  LogSourceScope,
} from './LogSourceQueries';
import { RememberedLogSourceQueries } from './RememberedLogSourceQueries';
import { toLogSourceRecord } from '../../refresh/toLogSourceRecord';
import {
  databaseIds,
  createTestDatabase,
} from '../../__testUtils__/createTestDatabase';

const everything: LogSourceScope = {
  instances: ['default'],
  filters: {},
  visibility: 'all',
};

const firstPage = { sort: 'label', limit: 50 } as const;
const at = new Date('2026-11-22T10:00:00.000Z');

describe.each(databaseIds)(
  'log sources are listed and counted on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    async function setup() {
      const knex = await database.empty();
      const store = new InventoryStore(knex);
      const read = async (...sources: PantherSource[]) => {
        const records = sources.map(source =>
          toLogSourceRecord(source, acmeInstance, [], at),
        );
        const stored = await store.listStates('default');
        await store.applyReading(
          'default',
          compareReading(stored, records, []),
          {
            startedAt: at,
            begunAt: at.toISOString(),
            at,
          },
        );
      };
      await read(accessLogs, auditTrail);
      const queries = new LogSourceQueries(knex);
      const remembered = new RememberedLogSourceQueries({ knex, queries });
      return {
        knex,
        store,
        read,
        counted: jest.spyOn(queries, 'countWithFacets'),
        listed: jest.spyOn(queries, 'list'),
        find: async (
          scope: LogSourceScope,
          page: LogSourcePageOptions = firstPage,
        ) => {
          const { rows, ...counts } = await remembered.find(scope, page);
          return {
            ids: rows.map(({ logSource }) => logSource.integrationId),
            lastEvents: rows.map(
              ({ logSource }) => logSource.lastEventReceivedAt,
            ),
            ...counts,
          };
        },
      };
    }

    it('once for all who ask the same', async () => {
      const { find, counted, listed } = await setup();
      const answers = await Promise.all([find(everything), find(everything)]);
      answers.push(await find({ ...everything }));

      expect(answers.map(({ total }) => total)).toEqual([2, 2, 2]);
      expect(counted).toHaveBeenCalledTimes(1);
      expect(listed).toHaveBeenCalledTimes(1);
    });

    it('for each page and order', async () => {
      const { find, counted } = await setup();
      const answers = await Promise.all([
        find(everything),
        find(everything, { sort: '-label', limit: 50 }),
        find(everything, { sort: 'label', limit: 1 }),
      ]);

      expect(answers.map(({ ids }) => ids)).toEqual([
        ['access-logs', 'audit-trail'],
        ['audit-trail', 'access-logs'],
        ['access-logs'],
      ]);
      expect(counted).toHaveBeenCalledTimes(1);
    });

    it('for everybody who sees others', async () => {
      const { find } = await setup();
      await find(everything);

      await expect(
        find({
          ...everything,
          visibility: { property: 'type', values: ['gcs'] },
        }),
      ).resolves.toMatchObject({ ids: [], total: 0 });
    });

    it('again after a read that found others', async () => {
      const { find, read } = await setup();
      await find(everything);
      await read(accessLogs);

      await expect(find(everything)).resolves.toMatchObject({
        ids: ['access-logs'],
        total: 1,
      });
    });

    it('again after a read that found them otherwise', async () => {
      const { find, read } = await setup();
      await find(everything);
      const otherwise = { ...accessLogs, label: 'Renamed' };
      await read(otherwise, auditTrail);
      const renamed = await find(everything);
      await read(otherwise, { ...auditTrail, isHealthy: true });
      const healthy = await find(everything);

      expect(renamed.ids).toEqual(['audit-trail', 'access-logs']);
      expect(healthy.facets.status).toEqual([{ value: 'healthy', count: 2 }]);
    });

    it('though not counted again, after a read that found nothing new but events', async () => {
      const { find, read, counted } = await setup();
      await find(everything);
      const lastEventReceivedAt = '2026-11-22T09:59:59.000Z';
      await read({ ...accessLogs, lastEventReceivedAt }, auditTrail);

      const { lastEvents } = await find(everything);
      expect(lastEvents).toContain(lastEventReceivedAt);
      expect(counted).toHaveBeenCalledTimes(1);
    });

    it('again after links changed', async () => {
      const { find, knex } = await setup();
      const before = await find(everything);
      const links = [
        {
          instance: 'default',
          integration_id: 'access-logs',
          entity_ref: 'component:default/checkout-api',
          origin: 'annotation' as const,
          evidence: '{}',
        },
      ];
      await new LinkIndexStore(knex).replace(
        { links, entity_owners: [], catalog_aws_accounts: [] },
        {
          rows: [],
          changes: findPortalLinkChanges(
            [],
            { entities: new Map(), absent: new Set() },
            new Date(),
          ),
        },
        { signal: new AbortController().signal },
      );
      const after = await find(everything);

      expect(before.facets.linked).toEqual([{ value: 'false', count: 2 }]);
      expect(after.facets.linked).toEqual([
        { value: 'false', count: 1 },
        { value: 'true', count: 1 },
      ]);
    });

    it('again after what is long gone was forgotten', async () => {
      const { find, knex, store } = await setup();
      await storeLogSources(knex, [{ id: 'ledger', status: 'gone' }]);
      const gone = { ...everything, filters: { status: ['gone' as const] } };
      await expect(find(gone)).resolves.toMatchObject({
        ids: ['ledger'],
        total: 1,
      });
      await store.forgetBefore('2027-01-01T00:00:00.000Z');

      await expect(find(gone)).resolves.toMatchObject({ ids: [], total: 0 });
    });

    it('again after it failed', async () => {
      const { find, counted } = await setup();
      counted.mockRejectedValueOnce(new Error('No connection'));

      await expect(find(everything)).rejects.toThrow('No connection');
      await expect(find(everything)).resolves.toMatchObject({ total: 2 });
    });
  },
);
