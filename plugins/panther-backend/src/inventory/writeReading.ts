import { Knex } from 'knex';
import { isStorable, storableText, inChunks, WORD_LENGTH } from './sql';
import { InstanceRead, LogSourceRecord, ReadingChanges } from './types';
import { S3Details } from 'backstage-plugin-panther-common';

/** Writes what a good read changed in the log sources of an instance. */
export async function writeReading(
  transaction: Knex.Transaction,
  instance: string,
  changes: ReadingChanges,
  at: string,
): Promise<void> {
  await writeLogSources(transaction, instance, changes, at);
  await writeRejected(transaction, instance, changes);
}

/** Writes log sources, and leaves the rows that could not be used. */
export async function writeLogSources(
  transaction: Knex.Transaction,
  instance: string,
  changes: Omit<ReadingChanges, 'rejected'>,
  at: string,
): Promise<void> {
  await writeConfigured(transaction, instance, changes.configured, at);
  await writeEvents(transaction, instance, changes.seen);
  await writeStatusChanges(transaction, instance, changes.statusChanges, at);
}

/** Writes how log sources are doing from now on, and keeps it in their history. */
export async function writeStatusChanges(
  transaction: Knex.Transaction,
  instance: string,
  statusChanges: ReadingChanges['statusChanges'],
  at: string,
): Promise<void> {
  await inChunks(statusChanges, async chunk => {
    await transaction('status_changes').insert(
      chunk.map(({ integrationId, status }) => ({
        instance,
        integration_id: integrationId,
        status,
        changed_at: at,
      })),
    );
    for (const status of new Set(chunk.map(change => change.status))) {
      await transaction('log_sources')
        .where({ instance })
        .whereIn(
          'integration_id',
          chunk
            .filter(change => change.status === status)
            .map(change => change.integrationId),
        )
        .update({ status, status_since: at });
    }
  });
}

/** Writes what became of reading an instance, and leaves what was asked for meanwhile. */
export async function writeRead(
  knex: Knex,
  instance: string,
  read: Omit<InstanceRead, 'requestedAt'>,
): Promise<void> {
  const columns = {
    attempted_at: read.attemptedAt ?? null,
    started_at: read.startedAt ?? null,
    succeeded_at: read.succeededAt ?? null,
    problem: read.problem ? JSON.stringify(read.problem) : null,
    held_back: read.heldBack ?? null,
  };
  await knex('instance_reads')
    .insert({ instance, ...columns })
    .onConflict('instance')
    .merge(columns);
}

async function writeEvents(
  transaction: Knex.Transaction,
  instance: string,
  seen: LogSourceRecord[],
): Promise<void> {
  await inChunks(seen, async chunk => {
    await transaction('log_source_events')
      .insert(
        chunk.map(record => ({
          instance,
          integration_id: record.integrationId,
          received_at: record.lastEventReceivedAt,
          processed_at: record.lastEventProcessedAt,
        })),
      )
      .onConflict(['instance', 'integration_id'])
      // A time that Panther fails to tell once stays as it was.
      .merge({
        received_at: transaction.raw(
          'coalesce(excluded.received_at, log_source_events.received_at)',
        ),
        processed_at: transaction.raw(
          'coalesce(excluded.processed_at, log_source_events.processed_at)',
        ),
      });
  });
}

async function writeRejected(
  transaction: Knex.Transaction,
  instance: string,
  { rejected }: ReadingChanges,
): Promise<void> {
  await transaction('unusable_rows').where({ instance }).delete();
  // Nobody can ask for a log source with an id that no table can hold.
  const askable = rejected.filter(({ integrationId = '' }) =>
    isStorable(integrationId, WORD_LENGTH),
  );
  await inChunks(askable, async chunk => {
    await transaction('unusable_rows').insert(
      chunk.map(({ integrationId, field, reason }) => ({
        instance,
        integration_id: integrationId ?? '',
        reason: storableText(`${field}: ${reason}`),
      })),
    );
  });
}

/** Enough to sort by, and short enough for an index of PostgreSQL's. */
const LABEL_KEY_LENGTH = 255;

/** Writes log sources that are new or different, with all that is looked up by their configuration. */
export async function writeConfigured(
  transaction: Knex.Transaction,
  instance: string,
  configured: LogSourceRecord[],
  at: string,
): Promise<void> {
  await inChunks(configured, async chunk => {
    await transaction('log_sources')
      .insert(chunk.map(record => toRow(instance, record, at)))
      .onConflict(['instance', 'integration_id'])
      .merge([
        'configuration',
        'configuration_hash',
        'label_key',
        'type',
        'bucket',
        'aws_account_id',
        'created_at',
        'search_text',
      ]);
  });
  const replace = (
    table: string,
    rowsOf: (record: LogSourceRecord) => object[],
  ) => replaceRows(transaction, { table, instance, configured, rowsOf });
  await replace('s3_mappings', ({ configuration: { s3 } }) =>
    s3
      ? mappingsOf(s3).map(mapping => ({ bucket: s3.bucket, ...mapping }))
      : [],
  );
  await replace('log_source_log_types', ({ configuration: { logTypes } }) =>
    [...new Set(logTypes)].map(logType => ({ log_type: logType })),
  );
}

function toRow(
  instance: string,
  { integrationId, status, configuration, configurationHash }: LogSourceRecord,
  at: string,
): object {
  const { label, type, s3, logTypes, createdAt } = configuration;
  return {
    instance,
    integration_id: integrationId,
    status,
    status_since: at,
    configuration: JSON.stringify(configuration),
    configuration_hash: configurationHash,
    label_key: toLowerCase(label).slice(0, LABEL_KEY_LENGTH),
    type,
    bucket: s3?.bucket ?? null,
    aws_account_id: s3?.awsAccountId ?? null,
    created_at: createdAt,
    // Nobody types a line break into a search, so that nothing is found across two fields.
    search_text: toLowerCase(
      [label, integrationId, type, s3?.bucket ?? '', ...logTypes].join('\n'),
    ),
  };
}

function toLowerCase(text: string): string {
  return (
    text
      .toLocaleLowerCase('en-US')
      // PostgreSQL stores every character in a text but this one.
      .replaceAll('\0', '')
  );
}

/** A source that maps no prefix is on its bucket all the same. */
function mappingsOf({ prefixes }: S3Details): object[] {
  return prefixes.length
    ? prefixes.map(({ prefix, excludedPrefixes }) => ({
        prefix,
        excluded_prefixes: JSON.stringify(excludedPrefixes),
      }))
    : [{ prefix: null, excluded_prefixes: '[]' }];
}

async function replaceRows(
  transaction: Knex.Transaction,
  options: {
    table: string;
    instance: string;
    configured: LogSourceRecord[];
    rowsOf(record: LogSourceRecord): object[];
  },
): Promise<void> {
  const { table, instance, configured, rowsOf } = options;
  await inChunks(configured, async chunk => {
    const ids = chunk.map(({ integrationId }) => integrationId);
    await transaction(table)
      .where({ instance })
      .whereIn('integration_id', ids)
      .delete();
    const rows = chunk.flatMap(record =>
      rowsOf(record).map(row => ({
        instance,
        integration_id: record.integrationId,
        ...row,
      })),
    );
    await inChunks(rows, async part => {
      await transaction(table).insert(part);
    });
  });
}
