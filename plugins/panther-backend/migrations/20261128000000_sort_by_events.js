// @ts-check

/** What lists by the time of the last event are sorted by. */
const SORTED_BY = ['received_at', 'instance', 'integration_id'];

/**
 * What only a read of new times of events changes is told apart from all else, and lists that are
 * sorted by these times have an index, which is used where the expressions are the same.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('instance_reads', table => {
    table
      .integer('events_version')
      .notNullable()
      .defaultTo(0)
      .comment('Raised by whatever changes no more than the times of events');
  });
  const bytewise =
    knex.client.config.client === 'pg'
      ? column => `(coalesce(${column}, '') collate "C")`
      : column => `coalesce(${column}, '')`;
  await knex.raw(
    `create index log_source_events_by_received_at on log_source_events (${SORTED_BY.map(
      bytewise,
    ).join(', ')})`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index log_source_events_by_received_at');
  await knex.schema.alterTable('instance_reads', table => {
    table.dropColumns('events_version');
  });
};
