import {
  ConflictError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Knex } from 'knex';
import { isPostgres } from '../inventory/sql';

/** How long a write waits for its turn. Panther may take 30 seconds for the one before it. */
const WAIT_MS = 20_000;

/**
 * Each lock holds a connection for as long as Panther takes to answer, and the pool has ten of them
 * unless configured otherwise, which the work and everybody else need too. Of a smaller pool, half
 * is left to them.
 */
const MOST_HELD = 4;

/**
 * With which a server may be set up to end a transaction that takes long, or idles as one that only
 * holds a lock does: https://www.postgresql.org/docs/current/runtime-config-client.html
 */
const SERVER_LIMITS = [
  'idle_in_transaction_session_timeout',
  'statement_timeout',
  'transaction_timeout',
];

/** PostgreSQL's code for a lock that was not to be had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** A number of places, each for one piece of work at a time, taken in the order of asking. */
class Places {
  #free: number;
  /** A set keeps the order in which they came, and lets those that give up leave. */
  readonly #waiting = new Set<() => void>();

  constructor(places: number) {
    this.#free = places;
  }

  /**
   * Resolves to what the work resolves to. Rejects with what `tooLate` makes, without having begun,
   * where no place is free until `endsAt`, on the clock of `performance.now()`.
   */
  async use<T>(
    work: () => Promise<T>,
    options: { endsAt: number; tooLate: () => Error },
  ): Promise<T> {
    if (!(await this.#take(options.endsAt))) {
      throw options.tooLate();
    }
    try {
      return await work();
    } finally {
      this.#give();
    }
  }

  #take(endsAt: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    return new Promise(resolve => {
      const come = () => resolve(true);
      this.#waiting.add(come);
      // Who has come by then is not among the waiting any more.
      setTimeout(() => {
        if (this.#waiting.delete(come)) {
          resolve(false);
        }
      }, endsAt - performance.now()).unref();
    });
  }

  #give(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next();
    } else {
      this.#free += 1;
    }
  }
}

/** Lets one write of a name happen at a time, whichever replica was asked for it. */
export class WriteLocks {
  readonly #knex: Knex;
  readonly #waitMs: number;
  readonly #connections: Places;
  /** Those of this process wait here, so that a single one of them takes a connection. */
  readonly #names = new Map<string, { place: Places; users: number }>();

  /** Takes the database of the plugin, and how many milliseconds a write waits at most. */
  constructor(knex: Knex, options: { waitMs?: number } = {}) {
    this.#knex = knex;
    this.#waitMs = options.waitMs ?? WAIT_MS;
    const poolSize: number = knex.client.pool.max;
    this.#connections = new Places(
      Math.max(1, Math.min(MOST_HELD, Math.floor(poolSize / 2))),
    );
  }

  /**
   * Does the work while nobody else does work of this name, and resolves to what it resolves to.
   * Rejects with a `ConflictError`, without having begun, where others take too long. A lock cannot
   * be taken again by the work that holds it.
   */
  async hold<T>(name: string, work: () => Promise<T>): Promise<T> {
    const endsAt = performance.now() + this.#waitMs;
    const known = this.#names.get(name) ?? { place: new Places(1), users: 0 };
    this.#names.set(name, known);
    known.users += 1;
    try {
      return await known.place.use(
        () =>
          isPostgres(this.#knex)
            ? this.#holdAcrossReplicas(name, endsAt, work)
            : // SQLite belongs to one process, and to one transaction at a time, which the work needs.
              work(),
        { endsAt, tooLate: beingChanged },
      );
    } finally {
      known.users -= 1;
      if (!known.users) {
        this.#names.delete(name);
      }
    }
  }

  #holdAcrossReplicas<T>(
    name: string,
    endsAt: number,
    work: () => Promise<T>,
  ): Promise<T> {
    return this.#connections.use(
      async () => {
        const transaction = await this.#knex.transaction();
        try {
          await takeLock(transaction, name, endsAt);
          return await work();
        } finally {
          // The lock goes with the transaction, which changed nothing. If the connection is lost,
          // both are gone already, and what became of the work is what counts.
          await transaction.rollback();
        }
      },
      {
        endsAt,
        tooLate: () =>
          new ServiceUnavailableError(
            'Too many log sources are being changed right now; try again in a moment.',
          ),
      },
    );
  }
}

async function takeLock(
  transaction: Knex.Transaction,
  name: string,
  endsAt: number,
): Promise<void> {
  // No limit at all would be 0.
  const waitMs = Math.max(1, Math.round(endsAt - performance.now()));
  try {
    // Not every server has all of them.
    await transaction.raw(
      `select set_config(name, '0', true) from pg_settings where name in (${SERVER_LIMITS.map(
        () => '?',
      )})`,
      SERVER_LIMITS,
    );
    await transaction.raw(`select set_config('lock_timeout', ?, true)`, [
      `${waitMs}ms`,
    ]);
    await transaction.raw(
      'select pg_advisory_xact_lock(hashtextextended(?, 0))',
      [name],
    );
  } catch (error) {
    throw isError(error) && error.code === LOCK_NOT_AVAILABLE
      ? beingChanged()
      : error;
  }
}

function beingChanged(): Error {
  return new ConflictError(
    'Somebody else is changing this log source right now; try again in a moment.',
  );
}
