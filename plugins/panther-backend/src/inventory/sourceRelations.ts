import { Knex } from 'knex';

/**
 * What names a log source in every table. What is related to log sources is looked for with IN and
 * these, not with EXISTS: PostgreSQL expects a correlated EXISTS under OR or NOT to cost so much
 * that it starts compiling the query (jit_above_cost), though it then answers at once.
 */
export const SOURCE_KEY = ['source.instance', 'source.integration_id'];

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
