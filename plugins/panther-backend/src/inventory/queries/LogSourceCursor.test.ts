import {
  idsOf,
  PAYMENTS,
  setupLogSourceList,
} from '../../__testUtils__/setupLogSourceList';
import { ListLogSourcesQuery } from '../../views/LogSourceService';
import { LogSourceVisibility } from '../types';
import {
  databaseIds,
  createTestDatabase,
} from '../../__testUtils__/createTestDatabase';

describe.each(databaseIds)('a page of LogSourceService on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  describe('shows', () => {
    let list: Awaited<ReturnType<typeof setupLogSourceList>>['list'];

    beforeAll(async () => {
      ({ list } = await setupLogSourceList(await database.empty()));
    });

    it('nothing but what is visible, in pages, totals and facets', async () => {
      const visibility: LogSourceVisibility = {
        anyOf: [
          { property: 'type', values: ['okta'] },
          {
            property: 'linkedOwner',
            values: [PAYMENTS],
            origins: ['bucket'],
          },
        ],
      };
      const first = await list({ limit: 1 }, visibility);
      const second = await list(
        { limit: 1, cursor: first.nextCursor },
        visibility,
      );
      expect([...idsOf(first), ...idsOf(second)]).toEqual([
        'audit-trail',
        'okta',
      ]);
      expect([first.total, second.total]).toEqual([2, 2]);
      expect(second).not.toHaveProperty('nextCursor');
      expect(first.facets).toMatchObject({
        instance: [{ value: 'default', count: 2 }],
        awsAccountId: [{ value: '111122223333', count: 1 }],
        linked: [
          { value: 'false', count: 1 },
          { value: 'true', count: 1 },
        ],
      });
    });

    it('nothing that is not visible for a cursor of somebody who sees more', async () => {
      const { nextCursor } = await list({ limit: 1 });
      const page = await list(
        { cursor: nextCursor },
        { property: 'type', values: ['okta'] },
      );
      expect(idsOf(page)).toEqual(['okta']);
    });

    it.each([
      ['no cursor at all', () => 'x'],
      ['JSON of another kind', () => encode([1, 2])],
      ['a cut-off one', (cursor: string) => cursor.slice(0, -9)],
      [
        'one with a key of another type',
        (cursor: string) => change(cursor, { key: 1 }),
      ],
      [
        'one with a character that PostgreSQL refuses',
        (cursor: string) => change(cursor, { key: '\0' }),
      ],
    ])('nothing from %s on', async (_, spoil) => {
      const { nextCursor = '' } = await list({ limit: 1 });
      await expect(list({ cursor: spoil(nextCursor) })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/^cursor is not from an answer/),
      });
    });

    it.each<[string, Partial<ListLogSourcesQuery>]>([
      ['sort', { sort: '-label' }],
      ['sort by another kind of key', { sort: 'status' }],
      ['filter', { type: ['aws-s3'] }],
    ])('nothing for a cursor of another %s', async (_, query) => {
      const { nextCursor } = await list({ limit: 1 });
      await expect(
        list({ ...query, cursor: nextCursor }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it('on for a cursor of the same filters in another order', async () => {
      const { nextCursor } = await list({ type: ['okta', 'http'], limit: 1 });
      const page = await list({ type: ['http', 'okta'], cursor: nextCursor });
      expect(idsOf(page)).toEqual(['zürich']);
    });
  });
});

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function change(cursor: string, after: object): string {
  const read = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  return encode({ ...read, after: { ...read.after, ...after } });
}
