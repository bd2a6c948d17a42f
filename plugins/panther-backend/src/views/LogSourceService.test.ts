import { mockCredentials } from '@backstage/backend-test-utils';
import {
  idsOf,
  PAYMENTS,
  setupLogSourceList,
} from '../__testUtils__/setupLogSourceList';
import { LogSourcePage } from 'backstage-plugin-panther-common';
import { ListLogSourcesQuery } from './LogSourceService';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

describe.each(databaseIds)('LogSourceService on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  describe('lists', () => {
    let list: Awaited<ReturnType<typeof setupLogSourceList>>['list'];

    beforeAll(async () => {
      ({ list } = await setupLogSourceList(await database.empty()));
    });

    it.each<[string, Partial<ListLogSourcesQuery>, string[]]>([
      [
        'every log source that is not gone, by label in any case',
        {},
        ['billing', 'access-logs', 'audit-trail', 'okta', 'zürich'],
      ],
      ['those of an instance', { instance: ['eu'] }, ['zürich']],
      ['those of types', { type: ['http', 'okta'] }, ['okta', 'zürich']],
      ['those that are gone, when asked', { status: ['gone'] }, ['ledger']],
      [
        'those of statuses',
        { status: ['gone', 'silent'] },
        ['billing', 'ledger'],
      ],
      [
        'those that send a log type',
        { logType: ['AWS.ALB'] },
        ['access-logs', 'zürich'],
      ],
      [
        'those that read a bucket',
        { bucket: ['acme-checkout-audit'] },
        ['audit-trail'],
      ],
      [
        'those of an AWS account',
        { awsAccountId: ['444455556666'] },
        ['billing'],
      ],
      [
        'those that an entity is linked to',
        { linked: true },
        ['billing', 'access-logs', 'audit-trail'],
      ],
      ['those without an entity', { linked: false }, ['okta', 'zürich']],
      [
        'those of the entities of an owner, in any case',
        { owner: ['Group:default/Platform'] },
        ['billing', 'audit-trail'],
      ],
      [
        'those that fit all filters',
        { owner: [PAYMENTS], status: ['healthy', 'new'] },
        ['access-logs'],
      ],
      [
        'by text in the label',
        { q: 'CHECKOUT A' },
        ['access-logs', 'audit-trail'],
      ],
      ['by text beyond ASCII', { q: 'ZÜR' }, ['zürich']],
      ['by text in the id', { q: 'audit-tr' }, ['audit-trail']],
      ['by text in the bucket', { q: 'acme-billing' }, ['billing']],
      ['by text in a log type', { q: 'cloudtrail' }, ['audit-trail']],
      ['by text with a wildcard of SQL', { q: '100%_' }, ['billing']],
      ['by a wildcard that nothing has', { q: 'c%k' }, []],
      ['by a wildcard for one character that nothing has', { q: 'okt_' }, []],
      ['by text with the escape', { q: 'logs!' }, ['billing']],
    ])('%s', async (_, query, ids) => {
      const page = await list(query);
      expect(idsOf(page)).toEqual(ids);
      expect(page.total).toBe(ids.length);
    });

    it.each<[ListLogSourcesQuery['sort'], string[]]>([
      [
        'label',
        ['billing', 'access-logs', 'audit-trail', 'ledger', 'okta', 'zürich'],
      ],
      [
        'type',
        ['access-logs', 'audit-trail', 'billing', 'ledger', 'zürich', 'okta'],
      ],
      [
        'status',
        ['audit-trail', 'billing', 'okta', 'access-logs', 'zürich', 'ledger'],
      ],
      [
        'createdAt',
        ['audit-trail', 'access-logs', 'billing', 'okta', 'zürich', 'ledger'],
      ],
      // Those that never had an event come as the oldest.
      [
        'lastEventReceivedAt',
        ['ledger', 'okta', 'billing', 'audit-trail', 'zürich', 'access-logs'],
      ],
    ])('by %s, both ways, a page at a time', async (sort, ids) => {
      const status = ['healthy', 'unhealthy', 'silent', 'new', 'gone'] as const;
      const inPages = async (order: ListLogSourcesQuery['sort']) => {
        const pages = new Array<LogSourcePage>();
        while (pages.length < 3) {
          const cursor = pages.at(-1)?.nextCursor;
          pages.push(
            await list({ status: [...status], sort: order, limit: 2, cursor }),
          );
        }
        expect(pages.map(({ total }) => total)).toEqual([6, 6, 6]);
        expect(pages.map(({ facets }) => Boolean(facets))).toEqual([
          true,
          false,
          false,
        ]);
        expect(pages.at(-1)).not.toHaveProperty('nextCursor');
        return pages.flatMap(idsOf);
      };
      await expect(inPages(sort)).resolves.toEqual(ids);
      await expect(
        inPages(`-${sort}` as ListLogSourcesQuery['sort']),
      ).resolves.toEqual([...ids].reverse());
    });

    it('how old what is known is, of each instance that was asked for', async () => {
      const all = await list();
      expect(all.freshness.map(({ instance }) => instance)).toEqual([
        'default',
        'eu',
      ]);
      const one = await list({ instance: ['eu', 'eu'] });
      expect(one.freshness).toEqual([
        expect.objectContaining({ instance: 'eu', title: 'Acme Europe' }),
      ]);
    });

    it('nothing of an instance that is not configured', async () => {
      await expect(
        list({ instance: ['eu', 'no-longer-configured'] }),
      ).rejects.toMatchObject({
        name: 'NotFoundError',
        message:
          "No Panther instance is called 'no-longer-configured'; configured are default, eu.",
      });
    });
  });

  it('tells apart log sources that a sort does not', async () => {
    const { list } = await setupLogSourceList(
      await database.empty(),
      ['c', 'a', 'd', 'b', 'e'].flatMap(id => [
        { id, label: 'Same' },
        { id, label: 'Same', instance: 'eu' },
      ]),
    );
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor });
    const third = await list({ limit: 4, cursor: second.nextCursor });
    expect([first, second, third].flatMap(idsOf)).toEqual([
      ...['a', 'b', 'c', 'd', 'e'],
      ...['a', 'b', 'c', 'd', 'e'],
    ]);
    expect(third).not.toHaveProperty('nextCursor');
  });

  it('sorts by label the same on every database, whatever its own order of letters', async () => {
    const knex = await database.empty();
    const { list } = await setupLogSourceList(
      knex,
      ['z', 'É', 'a b', 'Ab', 'a-c'].map(label => ({ id: label, label })),
    );
    if (databaseId.startsWith('POSTGRES')) {
      await knex.raw(
        'alter table log_sources alter label_key type text collate "en-x-icu"',
      );
    }
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor });
    expect([first, second].flatMap(idsOf)).toEqual([
      'a b',
      'a-c',
      'Ab',
      'z',
      'É',
    ]);
  });

  it('says of each log source what is wrong with it and who is linked to it, in one call for the page', async () => {
    const knex = await database.empty();
    const { list, sideReads, linkedEntities } = await setupLogSourceList(knex);
    await knex('unusable_rows').insert([
      { instance: 'default', integration_id: 'okta', reason: 'type: is 1' },
      { instance: 'eu', integration_id: 'audit-trail', reason: 'another' },
    ]);
    const { items } = await list({ limit: 4 });
    expect(items).toMatchObject([
      { logSource: { integrationId: 'billing' }, otherLinkedEntities: 3 },
      { logSource: { integrationId: 'access-logs' } },
      { logSource: { reasons: [{ title: 'No access' }] } },
      {
        logSource: {
          readProblem:
            "Panther's entry for this log source cannot be read: type: is 1.",
        },
      },
    ]);
    expect(items[2]?.logSource).not.toHaveProperty('readProblem');
    expect(items[0]?.logSource).not.toHaveProperty('reasons');
    expect(sideReads.findReasons).toHaveBeenCalledTimes(1);
    expect(linkedEntities.findLinkedEntities.mock.calls).toEqual([
      [
        [
          expect.objectContaining({ integrationId: 'billing' }),
          expect.objectContaining({ integrationId: 'access-logs' }),
          expect.objectContaining({ integrationId: 'audit-trail' }),
          expect.objectContaining({ integrationId: 'okta' }),
        ],
        { credentials: mockCredentials.user() },
      ],
    ]);
  });
});
