import { Knex } from 'knex';
import { isPostgres } from '../sql';
import { LogSourceFilters, LogSourceVisibility } from '../types';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { LogSourceFilter } from 'backstage-plugin-panther-node';

/**
 * What names a log source in every table. What is related to log sources is looked for with IN and
 * these, not with EXISTS: PostgreSQL expects a correlated EXISTS under OR or NOT to cost so much
 * that it starts compiling the query (jit_above_cost), though it then answers at once.
 */
const SOURCE_KEY = ['source.instance', 'source.integration_id'];

/** Log sources that send one of some log types. */
export function sendersOf(logTypes: string[], knex: Knex): Knex.QueryBuilder {
  return knex('log_source_log_types as sent')
    .select('sent.instance', 'sent.integration_id')
    .whereIn('sent.log_type', logTypes);
}

/** Log sources that are linked to an entity. */
export function linkedLogSources(knex: Knex): Knex.QueryBuilder {
  return knex('links as link').select('link.instance', 'link.integration_id');
}

/** Log sources that are linked to an entity that one of some owners owns; refs are kept in lower case. */
export function linkedToEntityOf(
  ownerRefs: string[],
  knex: Knex,
): Knex.QueryBuilder {
  return linkedLogSources(knex)
    .join('entity_owners as owner', 'owner.entity_ref', 'link.entity_ref')
    .whereIn(
      'owner.owner_ref',
      ownerRefs.map(ref => ref.toLocaleLowerCase('en-US')),
    );
}

/** Log sources that one of some people has made through the portal; refs are kept in lower case. */
export function createdInPortalBy(
  userRefs: string[],
  knex: Knex,
): Knex.QueryBuilder {
  return knex('created_sources as created')
    .select('created.instance', 'created.integration_id')
    .whereIn(
      'created.created_by',
      userRefs.map(ref => ref.toLocaleLowerCase('en-US')),
    );
}

/** That `source` is among some log sources. */
export function isAmong(logSources: Knex.QueryBuilder, knex: Knex): Knex.Raw {
  return knex.raw('((??, ??) in (?))', [...SOURCE_KEY, logSources]);
}

/**
 * That a condition, in which nothing is null, does not hold. For each row of a NOT IN, SQLite goes
 * through all that is listed, to tell false from null; of a CASE it knows that both are the same.
 * PostgreSQL has no such trouble, and expects next to no rows of a CASE.
 */
export function opposite(condition: Knex.Raw, knex: Knex): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw('(not ?)', [condition])
    : knex.raw('case when ? then 1 else 0 end = 0', [condition]);
}

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

/**
 * Leaves only visible log sources in a query of `log_sources as source`. It says in SQL what the
 * rules in panther-node say of one log source.
 */
export function whereVisible(
  query: Knex.QueryBuilder,
  visibility: LogSourceVisibility,
  knex: Knex,
): void {
  if (visibility !== 'all') {
    query.whereRaw(toSql(visibility, knex));
  }
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
