import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LogSource,
  LogSourceRef,
  S3SourceInput,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { RefreshService } from '../refresh/RefreshService';
import { InventoryStore } from '../inventory/InventoryStore';
import { isStorable, findUnstorable, WORD_LENGTH } from '../inventory/sql';
import { toLogSourceRecord } from '../refresh/toLogSourceRecord';
import {
  findDeletedSettings,
  markWrittenGone,
  noteCreator,
  noteWritten,
  putWritten,
} from '../inventory/writtenSources';
import { expectTenantError } from '../tenant/errors';
import { PantherSource, S3SourceConfiguration } from '../tenant/types';
import { WriteTarget } from './WriteTarget';

/** Has the inventory right about what was just written, without waiting for the next refresh. */
export class WrittenSources {
  readonly #store: Pick<InventoryStore, 'findLogSources'>;
  readonly #knex: Knex;
  readonly #refresh: Pick<RefreshService, 'request'>;
  readonly #logger: LoggerService;

  constructor(options: {
    store: Pick<InventoryStore, 'findLogSources'>;
    knex: Knex;
    refresh: Pick<RefreshService, 'request'>;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#knex = options.knex;
    this.#refresh = options.refresh;
    this.#logger = options.logger;
  }

  /**
   * Reads an S3 source that was just written, puts it into the inventory and resolves to it, without
   * the reasons that Panther may have given before. Where Panther cannot be read just now, what it
   * answered to the write has to do until the next refresh, which is asked for.
   */
  async putS3Source(
    target: WriteTarget,
    configuration: S3SourceConfiguration,
  ): Promise<LogSource> {
    const source =
      (await this.#readSource(target, configuration)) ??
      toSource(configuration, await this.#findStored(target, configuration));
    return this.putSource(target, source);
  }

  /** Puts a log source into the inventory that was read after it was written. */
  async putSource(
    { instance }: WriteTarget,
    source: PantherSource,
  ): Promise<LogSource> {
    const now = new Date();
    const record = toLogSourceRecord(source, instance, [], now);
    const unstorable = findUnstorable(source);
    if (unstorable) {
      this.#logger.warn(
        `The S3 source ${source.integrationId} was written to Panther instance '${instance.id}', but cannot be kept in the inventory: ${unstorable.field} ${unstorable.reason}`,
      );
      return {
        ...record.configuration,
        status: record.status,
        statusSince: now.toISOString(),
      };
    }
    return putWritten(this.#knex, instance.id, record);
  }

  /** Keeps who created a log source, for permission rules. */
  async keepCreator(ref: LogSourceRef, actor: string): Promise<void> {
    // One that cannot be stored will not be in the inventory either, where rules could let anyone find it.
    if (isStorable(ref.integrationId, WORD_LENGTH)) {
      await noteCreator(this.#knex, ref, actor);
    }
  }

  /**
   * Keeps the settings of an S3 source that is about to be deleted, so that it can be made again;
   * without settings, none are kept.
   */
  async keepSettings(
    ref: LogSourceRef,
    settings: S3SourceInput | undefined,
  ): Promise<void> {
    await noteWritten(
      this.#knex,
      ref,
      settings ? JSON.stringify(settings) : null,
    );
  }

  /** Marks a log source as gone, without waiting for the next refresh to notice. */
  async markDeleted(ref: LogSourceRef): Promise<void> {
    await markWrittenGone(this.#knex, ref);
  }

  /** Finds the settings that an S3 source had when it was deleted through the portal. */
  async findDeletedSettings(
    ref: LogSourceRef,
  ): Promise<S3SourceInput | undefined> {
    const settings = await findDeletedSettings(this.#knex, ref);
    return settings ? JSON.parse(settings) : undefined;
  }

  async #readSource(
    { instance, client }: WriteTarget,
    { integrationId }: S3SourceConfiguration,
  ): Promise<PantherSource | undefined> {
    try {
      return await client.getSource(integrationId);
    } catch (error) {
      const { message } = expectTenantError(error);
      this.#logger.warn(
        `Could not read the S3 source ${integrationId} of Panther instance '${instance.id}' after it was written; the next refresh will: ${message}`,
      );
      await this.#refresh.request(instance.id);
      return undefined;
    }
  }

  async #findStored(
    { instance }: WriteTarget,
    { integrationId }: S3SourceConfiguration,
  ): Promise<LogSource | undefined> {
    const [stored] = await this.#store.findLogSources(
      instance.id,
      [integrationId],
      'all',
    );
    return stored;
  }
}

/** An S3 source as Panther would tell it, as far as that follows from what is known of it. */
function toSource(
  { integrationId, label, ...s3 }: S3SourceConfiguration,
  stored: LogSource | undefined,
): PantherSource {
  const now = new Date().toISOString();
  return {
    integrationId,
    label,
    type: 'aws-s3',
    isEditable: stored?.isEditable ?? true,
    isHealthy: stored?.status !== 'unhealthy',
    logTypes: [...new Set(s3.prefixes.flatMap(({ logTypes }) => logTypes))],
    createdAt: stored?.createdAt ?? now,
    createdBy: stored?.createdBy,
    lastModifiedAt: now,
    lastEventReceivedAt: stored?.lastEventReceivedAt,
    lastEventProcessedAt: stored?.lastEventProcessedAt,
    s3,
    degradedFields: stored?.degradedFields ?? ['createdBy'],
  };
}
