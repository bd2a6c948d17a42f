import { Knex } from 'knex';
import { LogSourceFilters } from './LogSourceFilters';
import {
  isAmong,
  linkedLogSources,
  linkedToEntityOf,
  opposite,
  sendersOf,
} from './sourceRelations';

/** Leaves only what fits one of the filters in a query of log sources as `source`. */
export function whereFits(
  query: Knex.QueryBuilder,
  name: keyof LogSourceFilters,
  filters: LogSourceFilters,
  knex: Knex,
): void {
  const { instance, type, status, logType, bucket } = filters;
  const { awsAccountId, linked, owner, q } = filters;
  const isLinked = isAmong(linkedLogSources(knex), knex);
  switch (name) {
    case 'instance':
      whereIn(query, 'source.instance', instance);
      break;
    case 'type':
      whereIn(query, 'source.type', type);
      break;
    case 'status':
      if (status) {
        query.whereIn('source.status', status);
      } else {
        query.whereNot('source.status', 'gone');
      }
      break;
    case 'logType':
      if (logType) {
        query.whereRaw(isAmong(sendersOf(logType, knex), knex));
      }
      break;
    case 'bucket':
      whereIn(query, 'source.bucket', bucket);
      break;
    case 'awsAccountId':
      whereIn(query, 'source.aws_account_id', awsAccountId);
      break;
    case 'linked':
      if (linked) {
        query.whereRaw(isLinked);
      } else if (linked === false) {
        query.whereRaw(opposite(isLinked, knex));
      }
      break;
    case 'owner':
      if (owner) {
        query.whereRaw(isAmong(linkedToEntityOf(owner, knex), knex));
      }
      break;
    case 'q':
      if (q) {
        query.whereRaw(`source.search_text like ? escape '!'`, [
          `%${q.toLocaleLowerCase('en-US').replace(/[!%_]/g, '!$&')}%`,
        ]);
      }
      break;
    default: {
      const unhandled: never = name;
      throw new Error(`No filter is called ${unhandled}`);
    }
  }
}

function whereIn(
  query: Knex.QueryBuilder,
  column: string,
  values: string[] | undefined,
): void {
  if (values) {
    query.whereIn(column, values);
  }
}
