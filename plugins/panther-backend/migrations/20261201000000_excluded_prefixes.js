// @ts-check

/**
 * What S3 log sources leave out of the prefixes that they read, so that nobody is told that they read it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('s3_mappings', table => {
    table
      .text('excluded_prefixes')
      .notNullable()
      .defaultTo('[]')
      .comment('As JSON, any of them with * as a wildcard');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('s3_mappings', table => {
    table.dropColumns('excluded_prefixes');
  });
};
