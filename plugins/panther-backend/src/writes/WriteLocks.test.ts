import { TestDatabases } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { WriteLocks } from './WriteLocks';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const NAME = 's3-source default access-logs';

const beingChanged = {
  name: 'ConflictError',
  message:
    'Somebody else is changing this log source right now; try again in a moment.',
};

/** Work that goes on until it is told to end, and says when it has begun. */
function longWork(result: string | Error = 'done') {
  let begin: () => void = () => {};
  let end: () => void = () => {};
  const begun = new Promise<void>(resolve => {
    begin = resolve;
  });
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  return {
    begun,
    end: () => end(),
    async work() {
      begin();
      await ended;
      if (result instanceof Error) {
        throw result;
      }
      return result;
    },
  };
}

describe.each(databaseIds)('WriteLocks on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup(options: { waitMs?: number } = {}) {
    const knex = await database.empty();
    return { knex, locks: new WriteLocks(knex, options) };
  }

  it('resolve and reject as the work does', async () => {
    const { locks } = await setup();
    await expect(locks.hold(NAME, async () => 'done')).resolves.toBe('done');
    await expect(
      locks.hold(NAME, async () => {
        throw new Error('Panther is down');
      }),
    ).rejects.toThrow('Panther is down');
  });

  it('let work of one name happen one after the other, in the order of asking', async () => {
    const { locks } = await setup();
    const log = new Array<string>();
    await Promise.all(
      ['first', 'second', 'third'].map(who =>
        locks.hold(NAME, async () => {
          log.push(`${who} begins`);
          await sleep(20);
          log.push(`${who} ends`);
        }),
      ),
    );
    expect(log).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
      'third begins',
      'third ends',
    ]);
  });

  it('let work of different names happen at the same time', async () => {
    const { locks } = await setup();
    const first = longWork();
    const held = locks.hold(NAME, first.work);
    await first.begun;
    await expect(
      locks.hold('s3-source default audit-trail', async () => 'done'),
    ).resolves.toBe('done');
    first.end();
    await held;
  });

  it('let the work use the database', async () => {
    const { knex, locks } = await setup();
    await locks.hold(NAME, () =>
      knex.transaction(async transaction => {
        await transaction.schema.createTable('written', table =>
          table.text('a'),
        );
      }),
    );
    await expect(knex.schema.hasTable('written')).resolves.toBe(true);
  });

  it('are free again after work that failed', async () => {
    const { locks } = await setup({ waitMs: 5_000 });
    const first = longWork(new Error('Panther is down'));
    const failed = locks.hold(NAME, first.work);
    const next = locks.hold(NAME, async () => 'done');
    first.end();
    await expect(failed).rejects.toThrow('Panther is down');
    await expect(next).resolves.toBe('done');
  });

  it('refuse who has waited long enough, and let everybody else go on', async () => {
    const { locks } = await setup({ waitMs: 100 });
    const first = longWork();
    const held = locks.hold(NAME, first.work);
    await first.begun;
    const late = jest.fn(async () => 'too late');
    await expect(locks.hold(NAME, late)).rejects.toMatchObject(beingChanged);
    first.end();
    await expect(held).resolves.toBe('done');
    await expect(locks.hold(NAME, async () => 'next')).resolves.toBe('next');
    expect(late).not.toHaveBeenCalled();
  });
});

describe.each(TestDatabases.create({ ids: ['POSTGRES_18'] }).eachSupportedId())(
  'the WriteLocks of two replicas on one %s',
  databaseId => {
    const database = createTestDatabase(databaseId);
    const cleanUps = new Array<() => Promise<void>>();

    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0)) {
        await cleanUp();
      }
    });

    async function setup({
      pool,
      ...options
    }: { waitMs?: number; pool?: Knex.PoolConfig } = {}) {
      const knex = await database.empty();
      const { client, connection } = knex.client.config;
      const otherKnex = createKnex({
        client,
        pool,
        // Knex hides the password from being copied.
        connection: { ...connection, password: connection.password },
      });
      cleanUps.push(() => otherKnex.destroy());
      return {
        otherKnex,
        here: new WriteLocks(knex, options),
        there: new WriteLocks(otherKnex, options),
      };
    }

    it('let work of one name happen one after the other', async () => {
      const { here, there } = await setup();
      const log = new Array<string>();
      const first = longWork();
      const held = here.hold(NAME, async () => {
        await first.work();
        log.push('here');
      });
      await first.begun;
      const waiting = there.hold(NAME, async () => {
        log.push('there');
      });
      await sleep(200);
      expect(log).toEqual([]);
      first.end();
      await Promise.all([held, waiting]);
      expect(log).toEqual(['here', 'there']);
    });

    it('never let two of many be at work', async () => {
      const { here, there } = await setup();
      let atWork = 0;
      let most = 0;
      await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          (index % 2 ? here : there).hold(NAME, async () => {
            atWork += 1;
            most = Math.max(most, atWork);
            await sleep(2);
            atWork -= 1;
          }),
        ),
      );
      expect(most).toBe(1);
    });

    it('refuse who has waited long enough for the other replica', async () => {
      const { here, there } = await setup({ waitMs: 200 });
      const first = longWork();
      const held = here.hold(NAME, first.work);
      await first.begun;
      const late = jest.fn(async () => 'too late');
      await expect(there.hold(NAME, late)).rejects.toMatchObject(beingChanged);
      expect(late).not.toHaveBeenCalled();
      first.end();
      await held;
      await expect(there.hold(NAME, async () => 'next')).resolves.toBe('next');
    });

    describe('on a server that ends what takes long', () => {
      const pool: Knex.PoolConfig = {
        min: 0,
        max: 10,
        afterCreate(connection: Knex.Client, done: (error?: Error) => void) {
          connection.query(
            'set idle_in_transaction_session_timeout = 200; set statement_timeout = 300; set transaction_timeout = 400',
            done,
          );
        },
      };

      it('are held until the work is done', async () => {
        const { here, there } = await setup({ waitMs: 5_000, pool });
        const first = longWork();
        const held = there.hold(NAME, first.work);
        await first.begun;
        const next = jest.fn(async () => 'next');
        const waiting = here.hold(NAME, next);
        await sleep(800);
        expect(next).not.toHaveBeenCalled();
        first.end();
        await expect(held).resolves.toBe('done');
        await expect(waiting).resolves.toBe('next');
      });

      it('are waited for, and refused with a sentence', async () => {
        const { here, there } = await setup({ waitMs: 800, pool });
        const first = longWork();
        const held = here.hold(NAME, first.work);
        await first.begun;
        await expect(
          there.hold(NAME, async () => 'too late'),
        ).rejects.toMatchObject(beingChanged);
        first.end();
        await held;
      });
    });

    it('are free again when a replica is gone', async () => {
      const { otherKnex, here, there } = await setup({ waitMs: 5_000 });
      const first = longWork();
      const held = there.hold(NAME, first.work);
      await first.begun;
      const waiting = here.hold(NAME, async () => 'done');
      await otherKnex.raw(
        'select pg_terminate_backend(pid) from pg_locks where locktype = ? and granted',
        ['advisory'],
      );
      await expect(waiting).resolves.toBe('done');
      first.end();
      // Without its lock, the work has been done all the same.
      await expect(held).resolves.toBe('done');
    });

    it.each([
      { pool: undefined, locks: 4, others: 6 },
      { pool: { min: 0, max: 5 }, locks: 2, others: 3 },
      { pool: { min: 0, max: 2 }, locks: 1, others: 1 },
    ])(
      'take $locks connections at most, and leave $others',
      async ({ pool, locks, others }) => {
        const { otherKnex, there } = await setup({ waitMs: 1_000, pool });
        const works = Array.from({ length: locks + 1 }, () => longWork());
        const held = works.map(({ work }, index) =>
          there.hold(`s3-source default ${index}`, work),
        );
        await expect(held.pop()).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
          message:
            'Too many log sources are being changed right now; try again in a moment.',
        });
        await expect(
          Promise.all(
            Array.from({ length: others }, () =>
              otherKnex.raw('select pg_sleep(0.1)'),
            ),
          ),
        ).resolves.toHaveLength(others);
        for (const { end } of works) {
          end();
        }
        await expect(Promise.all(held)).resolves.toHaveLength(locks);
      },
    );
  },
);
