// @ts-check

/**
 * What people did through the portal: links they made, log sources they wrote, and their wishes to
 * create.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('portal_links', table => {
    table.comment('Links that people made in the portal');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.primary(['instance', 'integration_id', 'entity_ref']);
    table.string('linked_by', 255).notNullable();
    table.string('linked_at', 24).notNullable();
    table
      .string('missing_since', 24)
      .comment('Since when the catalog has no such entity');
    table.index(['entity_ref']);
  });

  await knex.schema.createTable('written_sources', table => {
    table.comment(
      'When log sources were last written through the portal: what a read that began before says of them is older',
    );
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.primary(['instance', 'integration_id']);
    table.string('written_at', 24).notNullable();
    table
      .text('deleted_settings')
      .comment('Of a deleted S3 source, the settings it had last, as JSON');
  });

  await knex.schema.createTable('create_requests', table => {
    table.comment(
      'Wishes to create that carry a key, so that putting them again creates nothing twice',
    );
    table.string('instance', 100).notNullable();
    table.string('actor', 255).notNullable();
    table.string('idempotency_key', 255).notNullable();
    table.primary(['instance', 'actor', 'idempotency_key']);
    table.string('request_hash', 64).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('started, created or unknown');
    table.string('integration_id', 100).comment('Of what was created');
    table.string('requested_at', 24).notNullable();
    table.index(['requested_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('create_requests');
  await knex.schema.dropTable('written_sources');
  await knex.schema.dropTable('portal_links');
};
