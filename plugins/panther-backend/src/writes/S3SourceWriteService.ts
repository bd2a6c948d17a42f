import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  FieldFinding,
  LogSource,
  LogSourceRef,
  S3SourceInput,
  S3SourcePreview,
  S3SourceSettings,
  S3SourceSettingsAnswer,
  stringifyLogSourceRef,
  UnclearWrite,
  WrittenS3Source,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { InstanceConfig } from '../config/InstanceConfig';
import { Inventory, noLogSource } from '../inventory/Inventory';
import { LogTypesService } from '../views/LogTypesService';
import { LinkedEntitiesService } from '../links/LinkedEntitiesService';
import { askPanther } from './askPanther';
import { CreateRequests } from './CreateRequests';
import { describeChanges } from './describeChanges';
import { findSimilarSource } from './findSimilarSource';
import {
  normaliseS3Source,
  toS3SourceInput,
  settingsRevision,
} from './s3Settings';
import { S3SourceChecks } from './S3SourceChecks';
import { S3SourceCreation } from './S3SourceCreation';
import { S3SourceChange, S3SourceUpdates } from './S3SourceUpdates';
import { WriteTarget, requireWritable, requireEditable } from './WriteTarget';
import { WriteLocks } from './WriteLocks';
import { WrittenSources } from './WrittenSources';
import { RefreshRequests } from '../inventory/InventoryStore';
import { Writer } from '../permissions/CallerPermissions';

const S3_TYPE = 'aws-s3';

/**
 * Creates and changes S3 sources in Panther for people who may, and tells what that would do. Every
 * method throws a `NotFoundError` for an instance that is not configured or a log source that is not
 * there or may not be seen, a `NotAllowedError` where the instance has no token for writing, and an
 * `InputError` for what cannot be written, with `fields` where fields are why.
 */
export class S3SourceWriteService {
  readonly #targets: WriteTarget[];
  readonly #written: Pick<
    WrittenSources,
    'putS3Source' | 'putSource' | 'keepCreator' | 'findDeletedSettings'
  >;
  readonly #inventory: Inventory;
  readonly #linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
  readonly #checks: S3SourceChecks;
  readonly #creation: S3SourceCreation;
  readonly #updates: S3SourceUpdates;

  constructor(options: {
    targets: WriteTarget[];
    locks: Pick<WriteLocks, 'hold'>;
    written: Pick<
      WrittenSources,
      'putS3Source' | 'putSource' | 'keepCreator' | 'findDeletedSettings'
    >;
    inventory: Inventory;
    logTypes: Pick<LogTypesService, 'listLogTypes'>;
    linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
    /** Its tables are up to date. */
    knex: Knex;
    requests: Pick<RefreshRequests, 'add'>;
    logger: LoggerService;
  }) {
    this.#targets = options.targets;
    this.#written = options.written;
    this.#inventory = options.inventory;
    this.#linkedEntities = options.linkedEntities;
    this.#checks = new S3SourceChecks(options);
    this.#creation = new S3SourceCreation({
      ...options,
      checks: this.#checks,
      createRequests: new CreateRequests(options.knex),
    });
    this.#updates = new S3SourceUpdates({ ...options, checks: this.#checks });
  }

  /** What {@link S3SourceWriteService.create} would do; Panther is not asked. */
  async previewCreate(
    instance: string,
    input: S3SourceInput,
    writer: Writer,
    options: { idempotencyKey?: string },
  ): Promise<S3SourcePreview> {
    const target = requireWritable(this.#targets, instance);
    const wanted = normaliseS3Source(input);
    const { warnings, isRepeat } = await this.#creation.preview(
      target,
      wanted,
      writer,
      options,
    );
    const similar = isRepeat
      ? []
      : await this.#warnAboutSimilar(target.instance, wanted, writer);
    return {
      request: wanted,
      changes: [],
      warnings: [...similar, ...warnings],
      affected: { linkedEntities: [], otherLinkedEntities: 0 },
      ...(isRepeat && { isRepeat }),
    };
  }

  /**
   * Makes an S3 source. With an idempotency key it can be called again until there is an answer, and
   * makes one at most. Throws a `ConflictError` where there is one like it, and where the key stands
   * for another.
   */
  async create(
    instance: string,
    input: S3SourceInput,
    writer: Writer,
    options: { idempotencyKey?: string },
  ): Promise<WrittenS3Source | UnclearWrite> {
    const target = requireWritable(this.#targets, instance);
    const wanted = normaliseS3Source(input);
    const created = await this.#creation.create(
      target,
      wanted,
      writer,
      options,
    );
    if ('outcome' in created) {
      return created;
    }
    const settings = toS3SourceInput(created.configuration);
    return {
      logSource: created.logSource,
      settings,
      revision: settingsRevision(settings),
      changes: [],
      warnings: created.warnings,
    };
  }

  /** What an S3 source is set to now, or was last where it was deleted through the portal. */
  async getSettings(
    ref: LogSourceRef,
    writer: Writer,
  ): Promise<S3SourceSettingsAnswer> {
    const target = requireWritable(this.#targets, ref.instance);
    const { isEditable, status } = await this.#findS3Source(ref, writer);
    const deleted =
      status === 'gone' && (await this.#written.findDeletedSettings(ref));
    if (deleted) {
      return { settings: deleted, isEditable, state: 'deleted' };
    }
    const settings = toS3SourceInput(
      await askPanther(() => target.client.getS3Source(ref.integrationId)),
    );
    const revision = settingsRevision(settings);
    return { settings, isEditable, state: 'present', revision };
  }

  /** What {@link S3SourceWriteService.update} would do. */
  async previewUpdate(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    writer: Writer,
  ): Promise<S3SourcePreview> {
    const change = await this.#prepareChange(ref, settings, writer);
    const [{ current, revision, wanted, isSame }, linked] = await Promise.all([
      this.#updates.compare(change),
      this.#linkedEntities.findLinkedEntities([ref], writer),
    ]);
    return {
      request: wanted,
      changes: isSame ? [] : describeChanges(current, wanted),
      warnings: await this.#checks.check(change.target.instance, wanted, {
        current,
      }),
      affected: linked.get(stringifyLogSourceRef(ref)) ?? {
        linkedEntities: [],
        otherLinkedEntities: 0,
      },
      revision,
    };
  }

  /**
   * Replaces the settings of an S3 source. Throws a `ConflictError` with `conflict` where they are
   * not what they were at the given revision.
   */
  async update(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    writer: Writer,
    options: { revision: string },
  ): Promise<WrittenS3Source | UnclearWrite> {
    const change = await this.#prepareChange(ref, settings, writer);
    return this.#updates.update(change, options);
  }

  /** As far as the inventory knows, and the writer may. */
  async #warnAboutSimilar(
    { id, title }: InstanceConfig,
    wanted: S3SourceInput,
    { visibility }: Writer,
  ): Promise<FieldFinding[]> {
    const mappings = await this.#inventory.findS3Mappings([wanted.bucket]);
    const ids = mappings
      .filter(({ instance }) => instance === id)
      .map(({ integrationId }) => integrationId);
    const { logSources } = await this.#inventory.findLogSources(
      id,
      [...new Set(ids)],
      { visibility },
    );
    const similar = findSimilarSource([...logSources.values()], wanted);
    return similar
      ? [
          {
            field: 'label',
            message: `Panther (${title}) has a log source with this label, AWS account and bucket already, '${similar.label}' (${similar.integrationId}); making another one will be refused.`,
          },
        ]
      : [];
  }

  async #prepareChange(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    writer: Writer,
  ): Promise<S3SourceChange> {
    const target = requireWritable(this.#targets, ref.instance);
    const logSource = await this.#findS3Source(ref, writer);
    requireEditable(logSource);
    return { target, logSource, settings };
  }

  async #findS3Source(
    { instance, integrationId }: LogSourceRef,
    { visibility }: Writer,
  ): Promise<LogSource> {
    const answer = await this.#inventory.findLogSources(
      instance,
      [integrationId],
      { visibility },
    );
    const logSource = answer.logSources.get(integrationId);
    if (!logSource) {
      throw noLogSource(integrationId, answer, visibility);
    }
    if (logSource.type !== S3_TYPE) {
      throw new InputError(
        `Only S3 log sources have settings here, and '${logSource.label}' is of the type ${logSource.type}; change it in the Panther Console.`,
      );
    }
    return logSource;
  }
}
