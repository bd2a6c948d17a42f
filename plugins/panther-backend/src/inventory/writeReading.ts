import { S3Details } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { InstanceRead, LogSourceRecord, ReadingChanges } from './types';

/** Rows of one statement; SQLite takes 32,766 values, and a small one lets others have their turn. */
const CHUNK = 500;

/** Writes what a good read changed in the log sources of an instance. */
export async function writeReading(
  transaction: Knex.Transaction,
  instance: string,
  changes: ReadingChanges,
  at: string,
): Promise<void> {
  await writeConfigured(transaction, instance, changes, at);
  await writeS3Mappings(transaction, instance, changes);
  await writeEvents(transaction, instance, changes.seen);
  await writeStatusChanges(transaction, instance, changes, at);
  await writeRejected(transaction, instance, changes);
}

/** Writes what became of reading an instance. */
export async function writeRead(
  knex: Knex,
  instance: string,
  read: InstanceRead,
): Promise<void> {
  const row = {
    attempted_at: read.attemptedAt,
    succeeded_at: read.succeededAt,
    problem: read.problem && JSON.stringify(read.problem),
    held_back: read.heldBack,
    requested_at: read.requestedAt,
  };
  const columns = Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, value ?? null]),
  );
  await knex('instance_reads')
    .insert({ instance, ...columns })
    .onConflict('instance')
    .merge(columns);
}

async function writeConfigured(
  transaction: Knex.Transaction,
  instance: string,
  { configured }: ReadingChanges,
  at: string,
): Promise<void> {
  const rows = configured.map(record => ({
    instance,
    integration_id: record.integrationId,
    status: record.status,
    status_since: at,
    configuration: JSON.stringify(record.configuration),
    configuration_hash: record.configurationHash,
  }));
  for (const chunk of chunksOf(rows)) {
    await transaction('log_sources')
      .insert(chunk)
      .onConflict(['instance', 'integration_id'])
      .merge(['configuration', 'configuration_hash']);
  }
}

async function writeS3Mappings(
  transaction: Knex.Transaction,
  instance: string,
  { configured }: ReadingChanges,
): Promise<void> {
  for (const chunk of chunksOf(configured)) {
    await transaction('s3_mappings')
      .where({ instance })
      .whereIn(
        'integration_id',
        chunk.map(record => record.integrationId),
      )
      .delete();
  }
  const rows = configured.flatMap(({ integrationId, configuration: { s3 } }) =>
    s3
      ? prefixesOf(s3).map(prefix => ({
          instance,
          integration_id: integrationId,
          bucket: s3.bucket,
          prefix,
        }))
      : [],
  );
  for (const chunk of chunksOf(rows)) {
    await transaction('s3_mappings').insert(chunk);
  }
}

/** A source that maps no prefix is on its bucket all the same. */
function prefixesOf({ prefixes }: S3Details): (string | null)[] {
  return prefixes.length ? prefixes.map(({ prefix }) => prefix) : [null];
}

async function writeEvents(
  transaction: Knex.Transaction,
  instance: string,
  seen: LogSourceRecord[],
): Promise<void> {
  const rows = seen.map(record => ({
    instance,
    integration_id: record.integrationId,
    received_at: record.lastEventReceivedAt,
    processed_at: record.lastEventProcessedAt,
  }));
  for (const chunk of chunksOf(rows)) {
    await transaction('log_source_events')
      .insert(chunk)
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
  }
}

async function writeStatusChanges(
  transaction: Knex.Transaction,
  instance: string,
  { statusChanges }: ReadingChanges,
  at: string,
): Promise<void> {
  for (const chunk of chunksOf(statusChanges)) {
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
  }
}

async function writeRejected(
  transaction: Knex.Transaction,
  instance: string,
  { rejected }: ReadingChanges,
): Promise<void> {
  await transaction('unusable_rows').where({ instance }).delete();
  const rows = rejected.map(({ integrationId, field, reason }) => ({
    instance,
    integration_id: integrationId ?? '',
    reason: `${field}: ${reason}`,
  }));
  for (const chunk of chunksOf(rows)) {
    await transaction('unusable_rows').insert(chunk);
  }
}

function chunksOf<T>(rows: T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) =>
    rows.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
