import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { LogSourceFilter } from 'backstage-plugin-panther-node';
import { Knex } from 'knex';
import {
  createdInPortalBy,
  isAmong,
  linkedToEntityOf,
  opposite,
  sendersOf,
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
  query.whereRaw(toSql(visibility, knex));
}

function toSql(
  criteria: PermissionCriteria<LogSourceFilter>,
  knex: Knex,
): Knex.Raw {
  if ('allOf' in criteria) {
    return joined(criteria.allOf, { by: 'and', or: '1 = 1' }, knex);
  }
  if ('anyOf' in criteria) {
    return joined(criteria.anyOf, { by: 'or', or: '1 = 0' }, knex);
  }
  if ('not' in criteria) {
    return opposite(toSql(criteria.not, knex), knex);
  }
  const { property, values } = criteria;
  switch (property) {
    case 'instance':
    case 'type':
      return values.length
        ? knex.raw(`?? in (${values.map(() => '?').join(', ')})`, [
            `source.${property}`,
            ...values,
          ])
        : knex.raw('1 = 0');
    case 'logType':
      return isAmong(sendersOf(values, knex), knex);
    case 'linkedOwner':
      return isAmong(
        linkedToEntityOf(values, knex).whereIn('link.origin', criteria.origins),
        knex,
      );
    case 'createdInPortalBy':
      return isAmong(createdInPortalBy(values, knex), knex);
    default: {
      const unhandled: never = property;
      throw new Error(`No SQL for ${unhandled}`);
    }
  }
}

/** A group without parts means what its rule over no parts means. */
function joined(
  parts: PermissionCriteria<LogSourceFilter>[],
  join: { by: 'and' | 'or'; or: string },
  knex: Knex,
): Knex.Raw {
  return parts.length
    ? knex.raw(
        `(${parts.map(() => '?').join(` ${join.by} `)})`,
        parts.map(part => toSql(part, knex)),
      )
    : knex.raw(join.or);
}
