import { LogSource, LogSourceFacets } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { whereVisible } from '../permissions/whereVisible';
import { LogSourceFilters } from './LogSourceFilters';
import {
  LogSourceOrder,
  LogSourcePlace,
  LogSourceSort,
} from './LogSourceOrder';
import { LogSourceRow, selectLogSources, toLogSource } from './logSourceRows';
import { isAmong, linkedLogSources } from './sourceRelations';
import { whereFits } from './whereFits';

/** The filters that an answer counts the values of. */
const FACETS = [
  'instance',
  'type',
  'status',
  'logType',
  'awsAccountId',
  'linked',
] as const satisfies (keyof LogSourceFacets & keyof LogSourceFilters)[];

type Facet = (typeof FACETS)[number];

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
    for (const facet of FACETS) {
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

  async #counts(
    scope: LogSourceScope,
  ): Promise<
    { facet: Facet | 'total'; value: string; count: string | number }[]
  > {
    const matched = this.#knex('log_sources as source').select(
      'source.instance',
      'source.integration_id',
      'source.type',
      'source.status',
      'source.aws_account_id',
    );
    this.#whereIn(scope, matched);
    return this.#knex
      .with('matched', matched)
      .select('*')
      .from(this.#total(scope.filters).as('counted'))
      .unionAll(
        FACETS.map(facet =>
          this.#knex
            .select('*')
            .from(this.#facet(facet, scope.filters).as('counted')),
        ),
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
    const query = this.#knex('matched as source').select({
      facet: this.#knex.raw(`'total'`),
      value: this.#knex.raw(`''`),
      count: this.#knex.raw('count(*)'),
    });
    for (const filter of FACETS) {
      whereFits(query, filter, filters, this.#knex);
    }
    return query;
  }

  /** What each value of one filter would find, given all the others. */
  #facet(facet: Facet, filters: LogSourceFilters): Knex.QueryBuilder {
    const value = this.#valueOf(facet);
    const query = this.#knex('matched as source')
      .select({
        facet: this.#knex.raw(`'${facet}'`),
        value,
        count: this.#knex.raw('count(*)'),
      })
      .groupBy(value)
      .orderBy([{ column: 'count', order: 'desc' }, { column: 'value' }])
      .limit(FACET_LENGTH);
    if (facet === 'type' || facet === 'awsAccountId') {
      query.whereRaw('? is not null', [value]);
    }
    if (facet === 'logType') {
      query.join('log_source_log_types as sent', {
        'sent.instance': 'source.instance',
        'sent.integration_id': 'source.integration_id',
      });
    }
    for (const filter of FACETS) {
      if (filter !== facet) {
        whereFits(query, filter, filters, this.#knex);
      }
    }
    return query;
  }

  #valueOf(facet: Facet): Knex.Raw {
    switch (facet) {
      case 'instance':
      case 'type':
      case 'status':
        return this.#knex.raw('??', [`source.${facet}`]);
      case 'awsAccountId':
        return this.#knex.raw('??', ['source.aws_account_id']);
      case 'logType':
        return this.#knex.raw('??', ['sent.log_type']);
      case 'linked':
        return this.#knex.raw(`case when ? then 'true' else 'false' end`, [
          isAmong(linkedLogSources(this.#knex), this.#knex),
        ]);
      default: {
        const unhandled: never = facet;
        throw new Error(`No facet is called ${unhandled}`);
      }
    }
  }
}
