// @ts-check

/**
 * All links of all entities at once, for lists, owners and permission rules. It follows the catalog
 * and the inventory; the links of a single entity are always worked out anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('links', table => {
    table.comment('Which catalog entities are linked to which log sources');
    table.string('instance', 100).notNullable();
    table.string('integration_id', 100).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('origin', 16).notNullable().comment('annotation or bucket');
    table.primary(['instance', 'integration_id', 'entity_ref', 'origin']);
    table.text('evidence').notNullable().comment('Where it was read, as JSON');
    table.index(['entity_ref']);
  });

  await knex.schema.createTable('entity_owners', table => {
    table.comment('Who owns the entities that have links');
    table.string('entity_ref', 255).notNullable();
    table.string('owner_ref', 255).notNullable();
    table.primary(['entity_ref', 'owner_ref']);
    table.index(['owner_ref']);
  });

  await knex.schema.createTable('catalog_aws_accounts', table => {
    table.comment('AWS accounts that catalog entities name');
    table.string('aws_account_id', 12).primary();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('catalog_aws_accounts');
  await knex.schema.dropTable('entity_owners');
  await knex.schema.dropTable('links');
};
