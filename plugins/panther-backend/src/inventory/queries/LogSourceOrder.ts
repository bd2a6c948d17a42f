import { LogSourceQuery } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { isPostgres } from '../sql';

export type LogSourceSort = NonNullable<LogSourceQuery['sort']>;

type SortKey = Exclude<LogSourceSort, `-${string}`>;

/** Where a log source stands in an order. */
export interface LogSourcePlace {
  key: string | number;
  instance: string;
  integrationId: string;
}

/** What is worst comes first. */
const STATUS_ORDER = ['unhealthy', 'silent', 'new', 'healthy', 'gone'];

/** An order of `log_sources as source` with `log_source_events as event`, in which no two are equal. */
export class LogSourceOrder {
  readonly #direction: 'asc' | 'desc';
  readonly #columns: Knex.Raw[];

  constructor(sort: LogSourceSort, knex: Knex) {
    this.#direction = sort.startsWith('-') ? 'desc' : 'asc';
    // A sort is one of the keys once its minus is gone.
    const key = sort.replace(/^-/, '') as SortKey;
    // An index is used for the order where all of it is in one table.
    const table = key === 'lastEventReceivedAt' ? 'event' : 'source';
    this.#columns = [
      keyColumn(key, knex),
      bytewise(`${table}.instance`, knex),
      bytewise(`${table}.integration_id`, knex),
    ];
  }

  /** Sorts a query, and has it tell each row's key as `sort_key`. */
  apply(query: Knex.QueryBuilder): void {
    const [key] = this.#columns;
    query.select({ sort_key: key });
    for (const column of this.#columns) {
      query.orderBy(column, this.#direction);
    }
  }

  /** Leaves only what comes after a place. */
  whereAfter(
    query: Knex.QueryBuilder,
    { key, instance, integrationId }: LogSourcePlace,
  ): void {
    query.whereRaw(
      `(?, ?, ?) ${this.#direction === 'asc' ? '>' : '<'} (?, ?, ?)`,
      [...this.#columns, key, instance, integrationId],
    );
  }
}

function keyColumn(key: SortKey, knex: Knex): Knex.Raw {
  switch (key) {
    case 'label':
      return bytewise('source.label_key', knex);
    case 'type':
      return bytewise('source.type', knex);
    case 'createdAt':
      return bytewise('source.created_at', knex);
    case 'lastEventReceivedAt':
      return bytewise('event.received_at', knex);
    case 'status':
      return knex.raw(
        `case source.status ${STATUS_ORDER.map(
          (status, index) => `when '${status}' then ${index}`,
        ).join(' ')} end`,
      );
    default: {
      const unhandled: never = key;
      throw new Error(`No order is called ${unhandled}`);
    }
  }
}

/** Text as both databases sort it alike; what is not known comes before everything else. */
function bytewise(column: string, knex: Knex): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw(`coalesce(??, '') collate "C"`, [column])
    : knex.raw(`coalesce(??, '')`, [column]);
}
