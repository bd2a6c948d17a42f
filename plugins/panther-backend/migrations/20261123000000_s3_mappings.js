// @ts-check

/**
 * Which prefixes of which buckets the S3 log sources read, for finding log sources by bucket.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('s3_mappings', table => {
    table.comment('The prefixes that S3 log sources read');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.index(['instance', 'integration_id']);
    table.text('bucket').notNullable();
    table
      .text('prefix')
      .comment('Empty for the whole bucket, null where none is mapped');
    table.index(['bucket']);
  });

  // A configuration that looks changed is written by the next read, together with its mappings.
  await knex('log_sources').update({ configuration_hash: '' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('s3_mappings');
};
