import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { LogSource, LogSourceStatus } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import {
  InstanceRead,
  LogSourceConfiguration,
  LogSourceRecord,
  ReadingChanges,
  StoredState,
} from './types';

/** Rows of one statement; SQLite takes 32,766 values, and a small one lets others have their turn. */
const CHUNK = 500;

interface LogSourceRow {
  integration_id: string;
  status: LogSourceStatus;
  status_since: string;
  configuration: string;
  received_at: string | null;
  processed_at: string | null;
}

/** The tables of the inventory; it knows SQL and no rules. */
export class InventoryStore {
  readonly #knex: Knex;

  /** Brings the tables up to date. */
  static async create(database: DatabaseService): Promise<InventoryStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          'backstage-plugin-panther-backend',
          'migrations',
        ),
      });
    }
    return new InventoryStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async findLogSources(
    instance: string,
    integrationIds: string[],
  ): Promise<LogSource[]> {
    const rows: LogSourceRow[] = await this.#knex('log_sources as source')
      .leftJoin('log_source_events as event', {
        'event.instance': 'source.instance',
        'event.integration_id': 'source.integration_id',
      })
      .where('source.instance', instance)
      .whereIn('source.integration_id', integrationIds)
      .select(
        'source.integration_id',
        'source.status',
        'source.status_since',
        'source.configuration',
        'event.received_at',
        'event.processed_at',
      );
    return rows.map(toLogSource);
  }

  /** Why rows of the last read could not be used, by integration id; empty where that was wrong. */
  async findUnusable(
    instance: string,
    integrationIds: string[],
  ): Promise<Map<string, string>> {
    const rows: { integration_id: string; reason: string }[] = await this.#knex(
      'unusable_rows',
    )
      .where({ instance })
      .whereIn('integration_id', ['', ...integrationIds])
      .select('integration_id', 'reason');
    return new Map(rows.map(row => [row.integration_id, row.reason]));
  }

  /** What a refresh compares a reading with, by integration id. */
  async listStates(instance: string): Promise<Map<string, StoredState>> {
    const rows: {
      integration_id: string;
      status: LogSourceStatus;
      configuration_hash: string;
    }[] = await this.#knex('log_sources')
      .where({ instance })
      .select('integration_id', 'status', 'configuration_hash');
    return new Map(
      rows.map(row => [
        row.integration_id,
        {
          status: row.status,
          configurationHash: row.configuration_hash,
        },
      ]),
    );
  }

  async countByStatus(
    instance: string,
  ): Promise<Partial<Record<LogSourceStatus, number>>> {
    const rows: { status: LogSourceStatus; count: string | number }[] =
      await this.#knex('log_sources')
        .where({ instance })
        .groupBy('status')
        .select('status')
        .count({ count: '*' });
    return Object.fromEntries(
      rows.map(({ status, count }) => [status, Number(count)]),
    );
  }

  /** Writes what a good read changed, all of it or nothing. */
  async applyReading(
    instance: string,
    changes: ReadingChanges,
    at: string,
  ): Promise<void> {
    await this.#knex.transaction(async transaction => {
      await this.#writeConfigured(transaction, instance, changes, at);
      await this.#writeEvents(transaction, instance, changes.seen);
      await this.#writeStatusChanges(transaction, instance, changes, at);
      await this.#writeRejected(transaction, instance, changes);
      await writeRead(transaction, instance, {
        attemptedAt: at,
        succeededAt: at,
      });
    });
  }

  async getRead(instance: string): Promise<InstanceRead> {
    const row = await this.#knex('instance_reads').where({ instance }).first();
    return {
      attemptedAt: row?.attempted_at ?? undefined,
      succeededAt: row?.succeeded_at ?? undefined,
      problem: row?.problem ? JSON.parse(row.problem) : undefined,
      heldBack: row?.held_back ?? undefined,
      requestedAt: row?.requested_at ?? undefined,
    };
  }

  /** Notes a read that changed no log source. */
  async noteRead(instance: string, read: InstanceRead): Promise<void> {
    await writeRead(this.#knex, instance, read);
  }

  /** Makes the next read due at once. */
  async requestRead(instance: string, at: string): Promise<void> {
    await this.#knex('instance_reads')
      .insert({ instance, requested_at: at })
      .onConflict('instance')
      .merge(['requested_at']);
  }

  async listStatusChanges(
    instance: string,
    integrationId: string,
    limit: number,
  ): Promise<{ status: LogSourceStatus; changedAt: string }[]> {
    const rows: { status: LogSourceStatus; changed_at: string }[] =
      await this.#knex('status_changes')
        .where({ instance, integration_id: integrationId })
        .orderBy('id', 'desc')
        .limit(limit)
        .select('status', 'changed_at');
    return rows.map(row => ({ status: row.status, changedAt: row.changed_at }));
  }

  /** Forgets log sources that went, and changes that were made, before a point in time. */
  async forgetBefore(before: string): Promise<void> {
    await this.#knex.transaction(async transaction => {
      const gone = transaction('log_sources')
        .where('status', 'gone')
        .where('status_since', '<', before);
      await transaction('log_source_events')
        .whereIn(
          ['instance', 'integration_id'],
          gone.clone().select('instance', 'integration_id'),
        )
        .delete();
      await gone.delete();
      await transaction('status_changes')
        .where('changed_at', '<', before)
        .delete();
    });
  }

  async #writeConfigured(
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

  async #writeEvents(
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

  async #writeStatusChanges(
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

  async #writeRejected(
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
}

async function writeRead(
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

function toLogSource(row: LogSourceRow): LogSource {
  const configuration: LogSourceConfiguration = JSON.parse(row.configuration);
  return {
    ...configuration,
    status: row.status,
    statusSince: row.status_since,
    lastEventReceivedAt: row.received_at ?? undefined,
    lastEventProcessedAt: row.processed_at ?? undefined,
  };
}

function chunksOf<T>(rows: T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) =>
    rows.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
