import { LogSource, LogSourceFacets } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import {
  LogSourceOrder,
  LogSourcePlace,
  LogSourceSort,
} from './LogSourceOrder';
import { LogSourceRow, selectLogSources, toLogSource } from './logSourceRows';
import {
  isAmong,
  linkedLogSources,
  whereFits,
  whereVisible,
} from './logSourceConditions';
import { LogSourceVisibility, LogSourceFilters } from '../types';

/** The filters that an answer counts the values of. */
type Facet = keyof LogSourceFacets & keyof LogSourceFilters;

/** Those of which a log source has one value at most, and the column where it is counted by. */
const VALUE_COLUMNS = {
  instance: 'source.instance',
  type: 'source.type',
  status: 'source.status',
  awsAccountId: 'source.aws_account_id',
  linked: 'source.linked',
} as const satisfies Partial<Record<Facet, string>>;

type ValueFacet = keyof typeof VALUE_COLUMNS;

const VALUE_FACETS = [
  'instance',
  'type',
  'status',
  'awsAccountId',
  'linked',
] as const satisfies ValueFacet[];

/** Values that each facet has at most. */
const FACET_LENGTH = 50;

/** What is counted in and listed from. */
export interface LogSourceScope {
  /** Ids of the configured instances. */
  instances: string[];
  filters: LogSourceFilters;
  visibility: LogSourceVisibility;
}

/** Which part of what was found is listed, and in which order. */
export interface LogSourcePageOptions {
  sort: LogSourceSort;
  after?: LogSourcePlace;
  limit: number;
}

/** A log source with its place in an order. */
export interface ListedLogSource {
  logSource: LogSource;
  place: LogSourcePlace;
}

/** Lists and counts log sources of the inventory in SQL. */
export class LogSourceQueries {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(
    scope: LogSourceScope,
    options: LogSourcePageOptions,
  ): Promise<ListedLogSource[]> {
    const order = new LogSourceOrder(options.sort, this.#knex);
    const query = selectLogSources(this.#knex).limit(options.limit);
    this.#whereIn(scope, query);
    for (const facet of [...VALUE_FACETS, 'logType'] as const) {
      whereFits(query, facet, scope.filters, this.#knex);
    }
    order.apply(query);
    if (options.after) {
      order.whereAfter(query, options.after);
    }
    const rows: (LogSourceRow & { sort_key: string | number })[] = await query;
    return rows.map(row => ({
      logSource: toLogSource(row),
      place: {
        key: row.sort_key,
        instance: row.instance,
        integrationId: row.integration_id,
      },
    }));
  }

  /** How many log sources there are, and how they divide; of one moment, since it is one statement. */
  async countWithFacets(
    scope: LogSourceScope,
  ): Promise<{ total: number; facets: LogSourceFacets }> {
    const rows = await this.#counts(scope);
    const facets: LogSourceFacets = {
      instance: [],
      type: [],
      status: [],
      logType: [],
      awsAccountId: [],
      linked: [],
    };
    let total = 0;
    for (const row of rows) {
      if (row.facet === 'total') {
        total = Number(row.count);
      } else {
        facets[row.facet].push({ value: row.value, count: Number(row.count) });
      }
    }
    return { total, facets };
  }

  /**
   * Counts once by all that a log source has one of, and adds up from there; log types, of which it
   * has several, are counted apart.
   */
  async #counts(
    scope: LogSourceScope,
  ): Promise<
    { facet: Facet | 'total'; value: string; count: string | number }[]
  > {
    const { filters } = scope;
    const matched = this.#knex('log_sources as source').select(
      'source.instance',
      'source.integration_id',
      'source.type',
      'source.status',
      'source.aws_account_id',
      this.#knex.raw(`case when ? then 'true' else 'false' end as linked`, [
        isAmong(linkedLogSources(this.#knex), this.#knex),
      ]),
    );
    this.#whereIn(scope, matched);
    const columns = Object.values(VALUE_COLUMNS);
    const grouped = this.#knex('matched as source')
      .select(...columns, this.#knex.raw('count(*) as sources'))
      .groupBy(columns);
    whereFits(grouped, 'logType', filters, this.#knex);
    const counted = [
      this.#logTypes(filters),
      ...VALUE_FACETS.map(facet => this.#facet(facet, filters)),
    ];
    return this.#knex
      .with('matched', matched)
      .with('grouped', grouped)
      .select('*')
      .from(this.#total(filters).as('counted'))
      .unionAll(
        // SQLite takes no order and limit in a part of a union itself.
        counted.map(query => this.#knex.select('*').from(query.as('counted'))),
      );
  }

  /** All that no facet is about. */
  #whereIn(
    { instances, filters, visibility }: LogSourceScope,
    query: Knex.QueryBuilder,
  ): void {
    query.whereIn('source.instance', instances);
    whereFits(query, 'bucket', filters, this.#knex);
    whereFits(query, 'owner', filters, this.#knex);
    whereFits(query, 'q', filters, this.#knex);
    whereVisible(query, visibility, this.#knex);
  }

  #total(filters: LogSourceFilters): Knex.QueryBuilder {
    const query = this.#knex('grouped as source').select({
      facet: this.#knex.raw(`'total'`),
      value: this.#knex.raw(`''`),
      count: this.#knex.raw('coalesce(sum(source.sources), 0)'),
    });
    this.#whereValuesFit(VALUE_FACETS, filters, query);
    return query;
  }

  /** What each value of one filter would find, given all the others. */
  #facet(facet: ValueFacet, filters: LogSourceFilters): Knex.QueryBuilder {
    const column = VALUE_COLUMNS[facet];
    const query = this.#knex('grouped as source').whereNotNull(column);
    this.#selectCounts(query, facet, [column, 'sum(source.sources)']);
    this.#whereValuesFit(
      VALUE_FACETS.filter(other => other !== facet),
      filters,
      query,
    );
    return query;
  }

  #logTypes(filters: LogSourceFilters): Knex.QueryBuilder {
    const query = this.#knex('matched as source').join(
      'log_source_log_types as sent',
      {
        'sent.instance': 'source.instance',
        'sent.integration_id': 'source.integration_id',
      },
    );
    this.#selectCounts(query, 'logType', ['sent.log_type', 'count(*)']);
    this.#whereValuesFit(VALUE_FACETS, filters, query);
    return query;
  }

  #selectCounts(
    query: Knex.QueryBuilder,
    facet: Facet,
    [value, count]: [value: string, count: string],
  ): void {
    query
      .select({
        facet: this.#knex.raw(`'${facet}'`),
        value,
        count: this.#knex.raw(count),
      })
      .groupBy(value)
      .orderBy([{ column: 'count', order: 'desc' }, { column: 'value' }])
      .limit(FACET_LENGTH);
  }

  /** In a query of `matched` or `grouped`. */
  #whereValuesFit(
    facets: readonly ValueFacet[],
    filters: LogSourceFilters,
    query: Knex.QueryBuilder,
  ): void {
    for (const facet of facets) {
      if (facet !== 'linked') {
        whereFits(query, facet, filters, this.#knex);
      } else if (filters.linked !== undefined) {
        // It has been found out for every log source already.
        query.where(VALUE_COLUMNS.linked, String(filters.linked));
      }
    }
  }
}
