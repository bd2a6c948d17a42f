import { LogSource, LogSourceStatus } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { raiseEventsVersion, raiseVersion } from './inventoryVersion';
import {
  LogSourceRow,
  selectLogSources,
  toLogSource,
} from './queries/logSourceRows';
import {
  InstanceRead,
  ReadingChanges,
  S3Mapping,
  StoredState,
  LogSourceVisibility,
} from './types';
import { writeRead, writeReading } from './writeReading';
import { leaveOutWritten, readSharedTime } from './writtenSources';
import { whereVisible } from './queries/logSourceConditions';

/** What belongs to a log source and goes with it. */
const PARTS_OF_LOG_SOURCES = [
  'log_source_events',
  's3_mappings',
  'log_source_log_types',
  'log_source_reasons',
  'written_sources',
  'created_sources',
];

/** The tables of the inventory; it knows SQL and no rules. */
export class InventoryStore {
  readonly #knex: Knex;

  /** Takes a database whose tables are up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Those log sources of an instance that there are and that are visible. */
  async findLogSources(
    instance: string,
    integrationIds: string[],
    visibility: LogSourceVisibility,
  ): Promise<LogSource[]> {
    const query = selectLogSources(this.#knex)
      .where('source.instance', instance)
      .whereIn('source.integration_id', integrationIds);
    whereVisible(query, visibility, this.#knex);
    const rows: LogSourceRow[] = await query;
    return rows.map(toLogSource);
  }

  /** Which integration ids the inventory has in an instance, whoever may see them. */
  async findIds(instance: string, integrationIds: string[]): Promise<string[]> {
    return this.#knex('log_sources')
      .where({ instance })
      .whereIn('integration_id', integrationIds)
      .pluck('integration_id');
  }

  /** What the S3 log sources on some buckets read there, without those that are gone. */
  async findS3Mappings(
    instances: string[],
    buckets: string[],
  ): Promise<S3Mapping[]> {
    const rows: {
      instance: string;
      integration_id: string;
      bucket: string;
      prefix: string | null;
      excluded_prefixes: string;
    }[] = await this.#knex('s3_mappings as mapping')
      .join('log_sources as source', {
        'source.instance': 'mapping.instance',
        'source.integration_id': 'mapping.integration_id',
      })
      .whereIn('mapping.bucket', buckets)
      .whereIn('mapping.instance', instances)
      .whereNot('source.status', 'gone')
      .orderBy(['mapping.instance', 'mapping.integration_id'])
      .select(
        'mapping.instance',
        'mapping.integration_id',
        'mapping.bucket',
        'mapping.prefix',
        'mapping.excluded_prefixes',
      );
    return rows.map(row => ({
      instance: row.instance,
      integrationId: row.integration_id,
      bucket: row.bucket,
      prefix: row.prefix ?? undefined,
      excludedPrefixes: JSON.parse(row.excluded_prefixes),
    }));
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
    visibility: LogSourceVisibility,
  ): Promise<Partial<Record<LogSourceStatus, number>>> {
    const query = this.#knex('log_sources as source')
      .where('source.instance', instance)
      .groupBy('source.status')
      .select({ status: 'source.status', count: this.#knex.raw('count(*)') });
    whereVisible(query, visibility, this.#knex);
    const rows: { status: LogSourceStatus; count: string | number }[] =
      await query;
    return Object.fromEntries(
      rows.map(({ status, count }) => [status, Number(count)]),
    );
  }

  /** Lists the AWS accounts that the visible S3 sources of an instance read from. */
  async listS3AwsAccounts(
    instance: string,
    visibility: LogSourceVisibility,
  ): Promise<string[]> {
    return this.#knex('log_sources as source')
      .where({ instance, type: 'aws-s3' })
      .where(one => whereVisible(one, visibility, this.#knex))
      .whereNot('status', 'gone')
      .whereNotNull('aws_account_id')
      .distinct('aws_account_id')
      .pluck('aws_account_id');
  }

  /** The time to give to `applyReading`, to be read before Panther is. */
  async readSharedTime(): Promise<string> {
    return readSharedTime(this.#knex);
  }

  /**
   * Writes what a good read changed, all of it or nothing, and leaves log sources alone that were
   * written through the portal since it began.
   */
  async applyReading(
    instance: string,
    changes: ReadingChanges,
    times: {
      startedAt: Date;
      /** When it began, by the clock of `readSharedTime`. */
      begunAt: string;
      at: Date;
    },
  ): Promise<void> {
    const at = times.at.toISOString();
    await this.#knex.transaction(async transaction => {
      if (changes.configured.length || changes.statusChanges.length) {
        await raiseVersion(transaction, instance);
      } else {
        await raiseEventsVersion(transaction, instance);
      }
      const older = await leaveOutWritten(
        transaction,
        instance,
        changes,
        times.begunAt,
      );
      await writeReading(transaction, instance, older, at);
      await writeRead(transaction, instance, {
        startedAt: times.startedAt.toISOString(),
        attemptedAt: at,
        succeededAt: at,
      });
    });
  }

  async getRead(instance: string): Promise<InstanceRead> {
    const row = await this.#knex('instance_reads').where({ instance }).first();
    return {
      startedAt: row?.started_at ?? undefined,
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
      await raiseVersion(transaction);
      const gone = transaction('log_sources')
        .where('status', 'gone')
        .where('status_since', '<', before);
      for (const table of PARTS_OF_LOG_SOURCES) {
        await transaction(table)
          .whereIn(
            ['instance', 'integration_id'],
            gone.clone().select('instance', 'integration_id'),
          )
          .delete();
      }
      await gone.delete();
      await transaction('status_changes')
        .where('changed_at', '<', before)
        .delete();
    });
  }
}

/** Who wants an instance read out of turn. */
export class RefreshRequests {
  readonly #knex: Knex;

  /** Takes a database whose tables are up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Makes the next read due at once. */
  async add(instance: string, at: string): Promise<void> {
    await this.#knex('instance_reads')
      .insert({ instance, requested_at: at })
      .onConflict('instance')
      .merge(['requested_at']);
  }

  /**
   * Notes that a read was made for the request that stood when it began. Another one, made while it
   * ran, stays: who made it may want to see what that read came too early for. They are told apart
   * by being different and not by being later, since the clocks of two replicas differ.
   */
  async settle(instance: string, requestedAt: string): Promise<void> {
    await this.#knex('instance_reads')
      .where({ instance, requested_at: requestedAt })
      .update({ requested_at: null });
  }
}
