// @ts-check

/**
 * Who made which log source through the portal.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('created_sources', table => {
    table.comment(
      'Who made which log source through the portal, for permission rules',
    );
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.primary(['instance', 'integration_id']);
    table
      .string('created_by', 255)
      .notNullable()
      .comment('Ref of a user, or the subject of a service, in lower case');
    table.index(['created_by']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('created_sources');
};
