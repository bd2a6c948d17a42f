import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { LogSourceFilter } from 'backstage-plugin-panther-node';
import { Knex } from 'knex';
import {
  linkedToEntityOf,
  sendersOf,
  SOURCE_KEY,
} from '../inventory/sourceRelations';
import { LogSourceVisibility } from './LogSourceVisibility';

/**
 * Leaves only visible log sources in a query of `log_sources as source`. It says in SQL what the
 * rules in panther-node say of one log source.
 */
export function whereVisible(
  query: Knex.QueryBuilder,
  visibility: LogSourceVisibility,
  knex: Knex,
): void {
  if (visibility === 'all') {
    return;
  }
  // Until the next read, a row from before these columns has nothing that a rule could look at.
  query.whereNotNull('source.type');
  query.where(group => whereMeets(group, visibility, knex));
}

function whereMeets(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<LogSourceFilter>,
  knex: Knex,
): void {
  // A group without parts would be left out of the SQL, whatever it stands for.
  if ('allOf' in criteria) {
    query.whereRaw('1 = 1');
    for (const part of criteria.allOf) {
      query.andWhere(group => whereMeets(group, part, knex));
    }
  } else if ('anyOf' in criteria) {
    query.whereRaw('1 = 0');
    for (const part of criteria.anyOf) {
      query.orWhere(group => whereMeets(group, part, knex));
    }
  } else if ('not' in criteria) {
    query.whereNot(group => whereMeets(group, criteria.not, knex));
  } else {
    whereFits(query, criteria, knex);
  }
}

function whereFits(
  query: Knex.QueryBuilder,
  filter: LogSourceFilter,
  knex: Knex,
): void {
  switch (filter.property) {
    case 'instance':
      query.whereIn('source.instance', filter.values);
      break;
    case 'type':
      query.whereIn('source.type', filter.values);
      break;
    case 'logType':
      query.whereIn(SOURCE_KEY, sendersOf(filter.values, knex));
      break;
    case 'linkedOwner':
      query.whereIn(
        SOURCE_KEY,
        linkedToEntityOf(filter.values, knex).whereIn(
          'link.origin',
          filter.origins,
        ),
      );
      break;
    default: {
      const unhandled: never = filter;
      throw new Error(`No SQL for ${JSON.stringify(unhandled)}`);
    }
  }
}
