// @ts-check

const TABLES = [
  'instance_reads',
  'log_sources',
  'log_source_log_types',
  's3_mappings',
  'log_source_events',
  'status_changes',
  'unusable_rows',
  'side_reads',
  'log_source_reasons',
  'log_types',
  'links',
  'entity_owners',
  'catalog_aws_accounts',
  'portal_links',
  'written_sources',
  'created_sources',
  'create_requests',
];

/** The sorts of lists that a column of `log_sources` decides. */
const LOG_SOURCES_SORTED_BY = ['label_key', 'type', 'created_at'];

/**
 * The expressions that lists of log sources are sorted by. PostgreSQL and SQLite use an index only
 * for a query with the very same expressions.
 *
 * @param {import('knex').Knex} knex
 * @param {string[]} columns
 */
function bytewise(knex, columns) {
  return columns
    .map(column =>
      knex.client.config.client === 'pg'
        ? `(coalesce(${column}, '') collate "C")`
        : `coalesce(${column}, '')`,
    )
    .join(', ');
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function addLogSourceRef(table) {
  table.string('instance', 100).notNullable();
  table.string('integration_id', 100).notNullable();
}

/**
 * Creates the inventory of log sources, the link index, and the tables of what people did in the
 * portal. Times are ISO 8601 in UTC with milliseconds, as text, which sorts like time on every
 * database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createInventory(knex);
  await createInstanceDetails(knex);
  await createLinks(knex);
  await createWrites(knex);
};

/** @param {import('knex').Knex} knex */
async function createInventory(knex) {
  await knex.schema.createTable('instance_reads', table => {
    table.comment('What became of reading each instance');
    table.string('instance', 100).primary();
    table.string('started_at', 24).comment('When the last good read began');
    table.string('attempted_at', 24).comment('When the last read ended');
    table.string('succeeded_at', 24).comment('When the last good read ended');
    table.text('problem').comment('Why the last read failed, as JSON');
    table
      .string('held_back', 64)
      .comment('Hash of the ids of a read that would lose half of the fleet');
    table
      .string('requested_at', 24)
      .comment('When somebody asked for a read that has not been made yet');
    table
      .integer('version')
      .notNullable()
      .defaultTo(0)
      .comment('Raised by every change of which log sources a list counts');
    table
      .integer('events_version')
      .notNullable()
      .defaultTo(0)
      .comment('Raised by a change of nothing but the times of events');
  });

  await knex.schema.createTable('log_sources', table => {
    table.comment('Log sources as Panther told them when they last changed');
    addLogSourceRef(table);
    table.primary(['instance', 'integration_id']);
    table.string('status', 16).notNullable();
    table.string('status_since', 24).notNullable();
    table
      .text('configuration')
      .notNullable()
      .comment('What seldom changes, as JSON');
    table.string('configuration_hash', 64).notNullable();
    table
      .text('label_key')
      .notNullable()
      .comment('The label in lower case, to sort by');
    table.string('type', 100).notNullable();
    table.text('bucket').comment('Of an S3 source');
    table.string('aws_account_id', 100).comment('Of an S3 source');
    table.string('created_at', 24);
    table
      .text('search_text')
      .notNullable()
      .comment('In lower case, everything that a text search looks at');
    table.index(['instance', 'status']);
    table.index(['type']);
    table.index(['bucket']);
    table.index(['aws_account_id']);
  });
  for (const column of LOG_SOURCES_SORTED_BY) {
    await knex.raw(
      `create index log_sources_by_${column} on log_sources (${bytewise(knex, [
        column,
        'instance',
        'integration_id',
      ])})`,
    );
  }
  await knex.raw(
    `create index log_sources_by_status on log_sources ((case status when 'unhealthy' then 0 when 'silent' then 1 when 'new' then 2 when 'healthy' then 3 when 'gone' then 4 end), ${bytewise(
      knex,
      ['instance', 'integration_id'],
    )})`,
  );

  await knex.schema.createTable('log_source_log_types', table => {
    table.comment('The log types that log sources send');
    addLogSourceRef(table);
    table.string('log_type', 255).notNullable();
    table.primary(['instance', 'integration_id', 'log_type']);
    table.index(['log_type']);
  });

  await knex.schema.createTable('s3_mappings', table => {
    table.comment('The prefixes that S3 log sources read');
    addLogSourceRef(table);
    table.text('bucket').notNullable();
    table
      .text('prefix')
      .comment('Empty for the whole bucket, null where none is mapped');
    table
      .text('excluded_prefixes')
      .notNullable()
      .defaultTo('[]')
      .comment('As JSON, any of them with * as a wildcard');
    table.index(['instance', 'integration_id']);
    table.index(['bucket']);
  });

  await knex.schema.createTable('log_source_events', table => {
    table.comment('What changes with every read, kept narrow');
    addLogSourceRef(table);
    table.primary(['instance', 'integration_id']);
    table.string('received_at', 24);
    table.string('processed_at', 24);
  });
  await knex.raw(
    `create index log_source_events_by_received_at on log_source_events (${bytewise(
      knex,
      ['received_at', 'instance', 'integration_id'],
    )})`,
  );

  await knex.schema.createTable('status_changes', table => {
    table.comment('Every change of status, the first one included');
    table.increments('id');
    addLogSourceRef(table);
    table.string('status', 16).notNullable();
    table.string('changed_at', 24).notNullable();
    table.index(['instance', 'integration_id', 'changed_at']);
    table.index(['changed_at']);
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
}

/** @param {import('knex').Knex} knex */
async function createInstanceDetails(knex) {
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

  await knex.schema.createTable('log_source_reasons', table => {
    table.comment('Open system errors of Panther about log sources');
    addLogSourceRef(table);
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
}

/**
 * Creates the index of all links. It follows the catalog and the inventory; the links of a single
 * entity are always worked out anew.
 *
 * @param {import('knex').Knex} knex
 */
async function createLinks(knex) {
  await knex.schema.createTable('links', table => {
    table.comment('Which catalog entities are linked to which log sources');
    addLogSourceRef(table);
    table.string('entity_ref', 255).notNullable();
    table
      .string('origin', 16)
      .notNullable()
      .comment('annotation, bucket or portal');
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

  await knex.schema.createTable('portal_links', table => {
    table.comment('Links that people made in the portal');
    addLogSourceRef(table);
    table.string('entity_ref', 255).notNullable();
    table.primary(['instance', 'integration_id', 'entity_ref']);
    table
      .text('entity_uid')
      .notNullable()
      .defaultTo('')
      .comment(
        'metadata.uid, since a ref may come to name another entity; empty for an entity without one',
      );
    table.string('linked_by', 255).notNullable();
    table.string('linked_at', 24).notNullable();
    table
      .string('missing_since', 24)
      .comment('Since when the catalog has no such entity');
    table.index(['entity_ref']);
  });
}

/** @param {import('knex').Knex} knex */
async function createWrites(knex) {
  await knex.schema.createTable('written_sources', table => {
    table.comment(
      'When log sources were last written through the portal: what a read that began before says of them is older',
    );
    addLogSourceRef(table);
    table.primary(['instance', 'integration_id']);
    table.string('written_at', 24).notNullable();
    table
      .text('deleted_settings')
      .comment('Of a deleted S3 source, the settings it had last, as JSON');
  });

  await knex.schema.createTable('created_sources', table => {
    table.comment(
      'Who created which log source through the portal, for permission rules',
    );
    addLogSourceRef(table);
    table.primary(['instance', 'integration_id']);
    table
      .string('created_by', 255)
      .notNullable()
      .comment('Ref of a user, or the subject of a service, in lower case');
    table.index(['created_by']);
  });

  await knex.schema.createTable('create_requests', table => {
    table.comment(
      'Requests to create a log source that carry an idempotency key, so that a repeated one creates nothing twice',
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
    table
      .text('warnings')
      .notNullable()
      .defaultTo('[]')
      .comment('As JSON, as they were when Panther was first asked');
    table.string('requested_at', 24).notNullable();
    table.index(['requested_at']);
  });
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of TABLES.toReversed()) {
    await knex.schema.dropTable(table);
  }
};
