import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { storeLogSources } from '../__testUtils__/storeLogSources';
import { LinkIndexStore } from '../links/LinkIndexStore';
import { InventoryStore } from './InventoryStore';
import { LogSourceCounts } from './LogSourceCounts';
import { LogSourceQueries, LogSourceScope } from './LogSourceQueries';

jest.setTimeout(60_000);

const everything: LogSourceScope = {
  instances: ['default'],
  filters: {},
  visibility: 'all',
};

const at = new Date('2026-11-22T10:00:00.000Z');
const nothing = { configured: [], seen: [], statusChanges: [], rejected: [] };

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('log sources are counted on %s', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });

  async function setup() {
    const knex = await databases.init(databaseId);
    const store = await InventoryStore.create(mockServices.database({ knex }));
    const read = () =>
      store.applyReading('default', nothing, { startedAt: at, at });
    await read();
    await storeLogSources(knex, [{ id: 'access-logs' }, { id: 'audit-trail' }]);
    const queries = new LogSourceQueries(knex);
    return {
      knex,
      store,
      read,
      counted: jest.spyOn(queries, 'countWithFacets'),
      counts: new LogSourceCounts({ knex, queries }),
    };
  }

  it('once for all who ask the same', async () => {
    const { counts, counted } = await setup();
    const answers = await Promise.all([
      counts.count(everything),
      counts.count(everything),
    ]);
    answers.push(await counts.count({ ...everything }));

    expect(answers.map(({ total }) => total)).toEqual([2, 2, 2]);
    expect(counted).toHaveBeenCalledTimes(1);
  });

  it('for everybody who sees others', async () => {
    const { counts } = await setup();
    await counts.count(everything);

    await expect(
      counts.count({
        ...everything,
        visibility: { property: 'type', values: ['gcs'] },
      }),
    ).resolves.toMatchObject({ total: 0 });
  });

  it('again after a read', async () => {
    const { counts, knex, read } = await setup();
    await counts.count(everything);
    await storeLogSources(knex, [{ id: 'billing' }]);
    await read();

    await expect(counts.count(everything)).resolves.toMatchObject({ total: 3 });
  });

  it('again after links changed', async () => {
    const { counts, knex } = await setup();
    const before = await counts.count(everything);
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
      { signal: new AbortController().signal },
    );
    const after = await counts.count(everything);

    expect(before.facets.linked).toEqual([{ value: 'false', count: 2 }]);
    expect(after.facets.linked).toEqual([
      { value: 'false', count: 1 },
      { value: 'true', count: 1 },
    ]);
  });

  it('again after what is long gone was forgotten', async () => {
    const { counts, knex, store } = await setup();
    await storeLogSources(knex, [{ id: 'ledger', status: 'gone' }]);
    const gone = { ...everything, filters: { status: ['gone' as const] } };
    await expect(counts.count(gone)).resolves.toMatchObject({ total: 1 });
    await store.forgetBefore('2027-01-01T00:00:00.000Z');

    await expect(counts.count(gone)).resolves.toMatchObject({ total: 0 });
  });

  it('again after it failed', async () => {
    const { counts, counted } = await setup();
    counted.mockRejectedValueOnce(new Error('No connection'));

    await expect(counts.count(everything)).rejects.toThrow('No connection');
    await expect(counts.count(everything)).resolves.toMatchObject({ total: 2 });
  });
});
