// @ts-check

/** The sorts of lists that a column of this table decides. */
const SORTED_BY = ['label_key', 'type', 'created_at'];

/**
 * Text as lists are sorted by it; an index is used where the expressions are the same.
 *
 * @param {string} column
 * @param {import('knex').Knex} knex
 */
function bytewise(column, knex) {
  return knex.client.config.client === 'pg'
    ? `(coalesce(${column}, '') collate "C")`
    : `coalesce(${column}, '')`;
}

/**
 * What lists of log sources are filtered and sorted by, as columns of their own, and what of an
 * instance is read beside its log sources.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('instance_reads', table => {
    table.string('started_at', 24).comment('When the last good read began');
    table
      .integer('version')
      .notNullable()
      .defaultTo(0)
      .comment(
        'Raised by whatever changes which log sources are counted where',
      );
  });

  await knex.schema.alterTable('log_sources', table => {
    table.text('label_key').comment('The label in lower case, to sort by');
    table.string('type', 100);
    table.text('bucket').comment('Of an S3 source');
    table.string('aws_account_id', 100).comment('Of an S3 source');
    table.string('created_at', 24);
    table
      .text('search_text')
      .comment('In lower case, everything that a text search looks at');
    table.index(['type']);
    table.index(['bucket']);
    table.index(['aws_account_id']);
  });
  for (const column of SORTED_BY) {
    await knex.raw(
      `create index log_sources_by_${column} on log_sources (${[
        column,
        'instance',
        'integration_id',
      ]
        .map(one => bytewise(one, knex))
        .join(', ')})`,
    );
  }

  await knex.schema.createTable('log_source_log_types', table => {
    table.comment('The log types that log sources send');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.string('log_type', 255).notNullable();
    table.primary(['instance', 'integration_id', 'log_type']);
    table.index(['log_type']);
  });

  await knex.schema.createTable('log_source_reasons', table => {
    table.comment('Open system errors of Panther about log sources');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.string('kind', 100).notNullable();
    table.text('title').notNullable();
    table.string('raised_at', 24).notNullable();
    table.index(['instance', 'integration_id']);
  });

  await knex.schema.createTable('log_types', table => {
    table.comment('The log types that each instance can parse');
    table.string('instance', 100).notNullable();
    table.string('name', 255).notNullable();
    table.primary(['instance', 'name']);
    table.text('description');
    table.boolean('is_managed').notNullable();
    table.text('reference_url');
  });

  await knex.schema.createTable('side_reads', table => {
    table.comment(
      'What became of reading what an instance tells beside its log sources',
    );
    table.string('instance', 100).notNullable();
    table
      .string('about', 16)
      .notNullable()
      .comment('reasons, logTypes or token');
    table.primary(['instance', 'about']);
    table.string('attempted_at', 24).notNullable();
    table.string('succeeded_at', 24);
    table.text('problem').comment('Why the last attempt failed, as JSON');
    table.text('value').comment('What was read, as JSON, where it is not rows');
  });

  // A configuration that looks changed is written by the next read, together with the new columns.
  await knex('log_sources').update({ configuration_hash: '' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('side_reads');
  await knex.schema.dropTable('log_types');
  await knex.schema.dropTable('log_source_reasons');
  await knex.schema.dropTable('log_source_log_types');
  await knex.schema.alterTable('instance_reads', table => {
    table.dropColumns('started_at', 'version');
  });
  for (const column of SORTED_BY) {
    await knex.raw(`drop index log_sources_by_${column}`);
  }
  await knex.schema.alterTable('log_sources', table => {
    table.dropIndex(['type']);
    table.dropIndex(['bucket']);
    table.dropIndex(['aws_account_id']);
  });
  await knex.schema.alterTable('log_sources', table => {
    table.dropColumns(
      'label_key',
      'type',
      'bucket',
      'aws_account_id',
      'created_at',
      'search_text',
    );
  });
};
