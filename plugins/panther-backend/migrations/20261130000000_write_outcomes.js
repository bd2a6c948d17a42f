// @ts-check

/**
 * What a wish to create was warned of, so that it is answered the same again; and which entity a
 * link of the portal was made for, since its ref may come to name another one. Of links that are there
 * already, this is not known, so that they have to be made again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('create_requests', table => {
    table
      .text('warnings')
      .notNullable()
      .defaultTo('[]')
      .comment('As JSON, as they were when Panther was first asked');
  });
  await knex.schema.alterTable('portal_links', table => {
    table
      .text('entity_uid')
      .notNullable()
      .defaultTo('')
      .comment('metadata.uid; empty for an entity without one');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('portal_links', table => {
    table.dropColumns('entity_uid');
  });
  await knex.schema.alterTable('create_requests', table => {
    table.dropColumns('warnings');
  });
};
