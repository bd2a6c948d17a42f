// @ts-check

/**
 * An index for lists of log sources that are sorted by status, which is used where the expressions
 * are the same.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const bytewise =
    knex.client.config.client === 'pg'
      ? column => `(${column} collate "C")`
      : column => column;
  await knex.raw(
    `create index log_sources_by_status on log_sources ((case status when 'unhealthy' then 0 when 'silent' then 1 when 'new' then 2 when 'healthy' then 3 when 'gone' then 4 end), ${bytewise(
      `coalesce(instance, '')`,
    )}, ${bytewise(`coalesce(integration_id, '')`)})`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index log_sources_by_status');
};
