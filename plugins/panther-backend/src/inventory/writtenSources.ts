import { LogSource, LogSourceRef } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { compareReading } from './compareReading';
import { raiseVersion } from './inventoryVersion';
import {
  LogSourceRow,
  selectLogSources,
  toLogSource,
} from './queries/logSourceRows';
import { LogSourceRecord, ReadingChanges, StoredState } from './types';
import { writeLogSources, writeStatusChanges } from './writeReading';
import { isPostgres } from './sql';

/**
 * The time by the clock that all replicas share, as ISO 8601 in UTC, to tell whether a log source
 * was written before or after a read of Panther began.
 */
export async function readSharedTime(knex: Knex): Promise<string> {
  if (!isPostgres(knex)) {
    // SQLite belongs to one process.
    return new Date().toISOString();
  }
  const { rows }: { rows: { now: Date }[] } = await knex.raw(
    'select clock_timestamp() as now',
  );
  const [row] = rows;
  if (!row) {
    throw new Error('PostgreSQL did not tell the time');
  }
  return row.now.toISOString();
}

/**
 * The changes of a reading, less those to log sources that were written since it began: of these
 * it tells less than the inventory knows. To be asked for in the transaction that writes the
 * changes, after `raiseVersion`, for which both a reading and a write wait.
 */
export async function leaveOutWritten(
  transaction: Knex.Transaction,
  instance: string,
  changes: ReadingChanges,
  begunAt: string,
): Promise<ReadingChanges> {
  const ids: string[] = await transaction('written_sources')
    .where({ instance })
    // Within the same millisecond, either can have been first.
    .where('written_at', '>=', begunAt)
    .pluck('integration_id');
  if (!ids.length) {
    return changes;
  }
  const written = new Set<string | undefined>(ids);
  const isOlder = (change: { integrationId?: string }) =>
    !written.has(change.integrationId);
  return {
    configured: changes.configured.filter(isOlder),
    seen: changes.seen.filter(isOlder),
    statusChanges: changes.statusChanges.filter(isOlder),
    rejected: changes.rejected.filter(isOlder),
  };
}

/** Puts a log source that was just written into the inventory, and resolves to it. */
export async function putWritten(
  knex: Knex,
  instance: string,
  record: LogSourceRecord,
): Promise<LogSource> {
  const ref = { instance, integrationId: record.integrationId };
  return knex.transaction(async transaction => {
    await raiseVersion(transaction, instance);
    const changes = compareReading(
      await findState(transaction, ref),
      [record],
      [],
    );
    await writeLogSources(
      transaction,
      instance,
      changes,
      new Date().toISOString(),
    );
    await forgetUnusable(transaction, ref);
    await noteWritten(transaction, ref, null);
    const row: LogSourceRow = await selectLogSources(transaction)
      .where({
        'source.instance': instance,
        'source.integration_id': record.integrationId,
      })
      .first();
    return toLogSource(row);
  });
}

/** Marks a log source that was just deleted as gone. What was kept of its settings stays. */
export async function markWrittenGone(
  knex: Knex,
  ref: LogSourceRef,
): Promise<void> {
  await knex.transaction(async transaction => {
    await raiseVersion(transaction, ref.instance);
    const state = (await findState(transaction, ref)).get(ref.integrationId);
    if (state && state.status !== 'gone') {
      await writeStatusChanges(
        transaction,
        ref.instance,
        [{ integrationId: ref.integrationId, status: 'gone' }],
        new Date().toISOString(),
      );
    }
    await forgetUnusable(transaction, ref);
    await noteWritten(transaction, ref);
  });
}

/**
 * Notes that a log source was written just now. The settings to keep of it are JSON, or null for
 * none; where they are left out, those that are kept stay. A transaction that writes more does this
 * last, so that the time is hardly before its end.
 */
export async function noteWritten(
  knex: Knex,
  { instance, integrationId }: LogSourceRef,
  settings?: string | null,
): Promise<void> {
  const columns = {
    written_at: await readSharedTime(knex),
    ...(settings !== undefined && { deleted_settings: settings }),
  };
  await knex('written_sources')
    .insert({ instance, integration_id: integrationId, ...columns })
    .onConflict(['instance', 'integration_id'])
    .merge(columns);
}

/** Finds the settings that an S3 source had when it was deleted through the portal, as JSON. */
export async function findDeletedSettings(
  knex: Knex,
  { instance, integrationId }: LogSourceRef,
): Promise<string | undefined> {
  const row = await knex('written_sources')
    .where({ instance, integration_id: integrationId })
    .first('deleted_settings');
  return row?.deleted_settings ?? undefined;
}

/**
 * Notes who created a log source, for permission rules. Whoever created it first stays: an attempt whose
 * outcome was unclear may find what somebody else has created since.
 */
export async function noteCreator(
  knex: Knex,
  { instance, integrationId }: LogSourceRef,
  actor: string,
): Promise<void> {
  await knex.transaction(async transaction => {
    await raiseVersion(transaction, instance);
    await transaction('created_sources')
      .insert({
        instance,
        integration_id: integrationId,
        created_by: actor.toLocaleLowerCase('en-US'),
      })
      .onConflict(['instance', 'integration_id'])
      .ignore();
  });
}

/** Whatever was wrong with Panther's row of a log source is of before it was written. */
async function forgetUnusable(
  transaction: Knex.Transaction,
  { instance, integrationId }: LogSourceRef,
): Promise<void> {
  await transaction('unusable_rows')
    .where({ instance, integration_id: integrationId })
    .delete();
}

async function findState(
  transaction: Knex.Transaction,
  { instance, integrationId }: LogSourceRef,
): Promise<Map<string, StoredState>> {
  const row = await transaction('log_sources')
    .where({ instance, integration_id: integrationId })
    .first('status', 'configuration_hash');
  return new Map(
    row && [
      [
        integrationId,
        { status: row.status, configurationHash: row.configuration_hash },
      ],
    ],
  );
}
