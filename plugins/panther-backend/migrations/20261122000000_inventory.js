// @ts-check

/**
 * The stored copy of every log source of every instance, and what became of reading each instance.
 * Times are ISO 8601 in UTC with milliseconds, as text, which sorts like time on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('instance_reads', table => {
    table.comment('What became of reading each instance');
    table.string('instance', 100).primary();
    table.string('attempted_at', 24).comment('When the last read ended');
    table.string('succeeded_at', 24).comment('When the last good read ended');
    table.text('problem').comment('Why the last read failed, as JSON');
    table
      .string('held_back', 64)
      .comment('Hash of the ids of a read that would lose half of the fleet');
    table
      .string('requested_at', 24)
      .comment('When somebody asked for a read that has not been made yet');
  });

  await knex.schema.createTable('log_sources', table => {
    table.comment('Log sources as Panther told them when they last changed');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.primary(['instance', 'integration_id']);
    table.string('status', 16).notNullable();
    table.string('status_since', 24).notNullable();
    table
      .text('configuration')
      .notNullable()
      .comment('What seldom changes, as JSON');
    table.string('configuration_hash', 64).notNullable();
    table.index(['instance', 'status']);
  });

  await knex.schema.createTable('unusable_rows', table => {
    table.comment('Rows of the last read that broke the promises of the API');
    table.string('instance', 100).notNullable();
    table
      .string('integration_id', 100)
      .notNullable()
      .comment('Empty where the id itself was wrong');
    table.text('reason').notNullable();
    table.index(['instance', 'integration_id']);
  });

  await knex.schema.createTable('log_source_events', table => {
    table.comment('What changes with every read, kept narrow');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.primary(['instance', 'integration_id']);
    table.string('received_at', 24);
    table.string('processed_at', 24);
  });

  await knex.schema.createTable('status_changes', table => {
    table.comment('Every change of status, the first one included');
    table.increments('id');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.string('status', 16).notNullable();
    table.string('changed_at', 24).notNullable();
    table.index(['instance', 'integration_id', 'changed_at']);
    table.index(['changed_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('status_changes');
  await knex.schema.dropTable('log_source_events');
  await knex.schema.dropTable('unusable_rows');
  await knex.schema.dropTable('log_sources');
  await knex.schema.dropTable('instance_reads');
};
