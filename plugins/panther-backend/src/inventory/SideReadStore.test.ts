import { SystemErrorAlert } from '../tenant/types';
import { stopClock } from '../refresh/__testUtils__/setUpRefresh';
import { SideReadStore } from './SideReadStore';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const at = '2026-11-22T10:00:00.000Z';

function error(sourceId: string, kind: string, time: string): SystemErrorAlert {
  return {
    sourceId,
    kind,
    title: `${kind} at ${time}`,
    raisedAt: `2026-11-22T${time}:00.000Z`,
  };
}

function refsOf(...integrationIds: string[]) {
  return integrationIds.map(integrationId => ({
    instance: 'default',
    integrationId,
  }));
}

describe.each(databaseIds)(
  'the reasons in a SideReadStore on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    async function setup() {
      const knex = await database.empty();
      return { knex, store: new SideReadStore(knex) };
    }

    beforeEach(stopClock);
    afterEach(() => jest.useRealTimers());

    it('are the latest of each kind, the latest first', async () => {
      const { store } = await setup();
      await store.replaceReasons('default', {
        at,
        errors: [
          error('audit', 'NO_DATA', '08:00'),
          error('audit', 'PERMISSIONS', '09:00'),
          error('audit', 'NO_DATA', '07:00'),
          error('access', 'NO_DATA', '06:00'),
        ],
      });
      const reasons = await store.findReasons(
        refsOf('audit', 'access', 'fine'),
      );
      expect([...reasons.keys()].sort()).toEqual([
        'default:access',
        'default:audit',
      ]);
      expect(reasons.get('default:audit')).toEqual([
        {
          kind: 'PERMISSIONS',
          title: 'PERMISSIONS at 09:00',
          raisedAt: '2026-11-22T09:00:00.000Z',
        },
        {
          kind: 'NO_DATA',
          title: 'NO_DATA at 08:00',
          raisedAt: '2026-11-22T08:00:00.000Z',
        },
      ]);
    });

    it('are kept although others are such as no table can hold', async () => {
      const { store } = await setup();
      await store.replaceReasons('default', {
        at,
        errors: [
          error('x'.repeat(101), 'NO_DATA', '08:00'),
          error('audit', 'K'.repeat(101), '08:00'),
          { ...error('audit', 'NO_DATA', '08:00'), title: 'No\0 data' },
        ],
      });
      const reasons = await store.findReasons(refsOf('audit'));
      expect(reasons.get('default:audit')).toMatchObject([
        { title: 'No data' },
      ]);
    });

    it('are those of one instance, and of its last read', async () => {
      const { store } = await setup();
      const errors = [error('audit', 'NO_DATA', '08:00')];
      await store.replaceReasons('eu', { at, errors });
      await store.replaceReasons('default', { at, errors });
      await expect(store.findReasons(refsOf('audit'))).resolves.toHaveProperty(
        'size',
        1,
      );

      await store.replaceReasons('default', { at, errors: [] });
      await expect(store.findReasons(refsOf('audit'))).resolves.toEqual(
        new Map(),
      );
      const eu = await store.findReasons([
        { instance: 'eu', integrationId: 'audit' },
      ]);
      expect([...eu.keys()]).toEqual(['eu:audit']);
    });

    it('are not believed any more when no read has confirmed them for a day', async () => {
      const { store } = await setup();
      const errors = [error('audit', 'NO_DATA', '08:00')];
      await store.replaceReasons('default', { at, errors });
      await store.noteFailure('default', 'reasons', {
        at: '2026-11-23T09:00:00.000Z',
        problem: { code: 'permissionMissing', message: 'No.' },
      });

      jest.setSystemTime(new Date('2026-11-23T10:00:00Z'));
      const believed = await store.findReasons(refsOf('audit'));
      expect(believed.size).toBe(1);

      jest.setSystemTime(new Date('2026-11-23T10:00:00.001Z'));
      const tooOld = await store.findReasons(refsOf('audit'));
      expect(tooOld.size).toBe(0);
    });

    it('are found for a page of log sources by one statement, and for any number by few', async () => {
      const { store, knex } = await setup();
      await store.replaceReasons('default', {
        at,
        errors: [
          error('source-0', 'A', '08:00'),
          error('source-999', 'B', '08:00'),
        ],
      });
      const statements = new Array<string>();
      knex.on('query', ({ sql }) => statements.push(sql));

      const ids = Array.from(
        { length: 1_000 },
        (_, index) => `source-${index}`,
      );
      const page = await store.findReasons(refsOf(...ids.slice(0, 100)));
      expect([...page.keys()]).toEqual(['default:source-0']);
      expect(statements).toHaveLength(1);

      const all = await store.findReasons(refsOf(...ids));
      expect([...all.keys()]).toEqual([
        'default:source-0',
        'default:source-999',
      ]);
      expect(statements).toHaveLength(1 + 4);

      await store.findReasons([]);
      expect(statements).toHaveLength(1 + 4);
    });
  },
);
