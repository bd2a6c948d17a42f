import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

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
