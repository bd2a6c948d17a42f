import { Knex } from 'knex';
import { isStorable, storableText } from './isStorable';
import { WORD_LENGTH } from './findUnstorable';
import { inChunks } from './inChunks';
import { InstanceRead, LogSourceRecord, ReadingChanges } from './types';
import { writeConfigured } from './writeConfigured';

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
