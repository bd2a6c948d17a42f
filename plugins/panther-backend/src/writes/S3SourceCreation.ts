import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  FieldFinding,
  S3SourceInput,
  S3SourcePreview,
  UnclearWrite,
  WrittenS3Source,
} from 'backstage-plugin-panther-common';
import { Inventory } from '../inventory/Inventory';
import { expectTenantError } from '../tenant/errors';
import { PantherSource, S3SourceConfiguration } from '../tenant/types';
import {
  CreateRequests,
  CreateRequestState,
  CheckedWish,
  toWish,
  Wish,
} from './CreateRequests';
import {
  findSimilarSource,
  toDuplicateError,
  warnAboutSimilar,
} from './findSimilarSource';
import {
  settingsRevision,
  toS3SourceInput,
  toWrittenS3Source,
} from './s3Settings';
import { S3SourceChecks } from './S3SourceChecks';
import { WriteTarget, listSourcesInTime, requireWritable } from './WriteTarget';
import { WriteLocks } from './WriteLocks';
import { WrittenSources } from './WrittenSources';
import { RefreshService } from '../refresh/RefreshService';
import { Writer } from '../permissions/CallerPermissions';

/**
 * Creates S3 sources, each at most once: it looks before it asks Panther, and looks again where
 * Panther's answer does not tell.
 */
export class S3SourceCreation {
  readonly #targets: WriteTarget[];
  readonly #checks: S3SourceChecks;
  readonly #locks: Pick<WriteLocks, 'hold'>;
  readonly #written: Pick<
    WrittenSources,
    'putS3Source' | 'putSource' | 'keepCreator'
  >;
  readonly #inventory: Inventory;
  readonly #createRequests: CreateRequests;
  readonly #refresh: Pick<RefreshService, 'request'>;
  readonly #logger: LoggerService;

  constructor(options: {
    targets: WriteTarget[];
    checks: S3SourceChecks;
    locks: Pick<WriteLocks, 'hold'>;
    written: Pick<WrittenSources, 'putS3Source' | 'putSource' | 'keepCreator'>;
    inventory: Inventory;
    createRequests: CreateRequests;
    refresh: Pick<RefreshService, 'request'>;
    logger: LoggerService;
  }) {
    this.#targets = options.targets;
    this.#checks = options.checks;
    this.#locks = options.locks;
    this.#written = options.written;
    this.#inventory = options.inventory;
    this.#createRequests = options.createRequests;
    this.#refresh = options.refresh;
    this.#logger = options.logger;
  }

  /**
   * Tells what {@link S3SourceCreation.create} would do, and whether this very request was made before.
   * Throws as `create` does; Panther is not asked.
   */
  async previewCreate(
    instance: string,
    input: S3SourceInput,
    writer: Writer,
    options: { idempotencyKey?: string },
  ): Promise<S3SourcePreview> {
    const target = requireWritable(this.#targets, instance);
    const wish = toWish(target, input, writer, options);
    const { warnings, isRepeat } = await this.#checkOnce(wish);
    const similar = isRepeat
      ? []
      : await warnAboutSimilar(wish, this.#inventory);
    return {
      request: wish.wanted,
      changes: [],
      warnings: [...similar, ...warnings],
      affected: { linkedEntities: [], otherLinkedEntities: 0 },
      ...(isRepeat && { isRepeat }),
    };
  }

  /**
   * Creates an S3 source, at most one for an idempotency key. Throws a `NotFoundError` for an instance
   * that is not configured, a `NotAllowedError` where it has no token for writing, an `InputError` with
   * `fields` for bad input, and a `ConflictError` where there is one like it or the key stands for another.
   */
  async create(
    instance: string,
    input: S3SourceInput,
    writer: Writer,
    options: { idempotencyKey?: string },
  ): Promise<WrittenS3Source | UnclearWrite> {
    const target = requireWritable(this.#targets, instance);
    const wish = toWish(target, input, writer, options);
    const { awsAccountId, bucket } = wish.wanted;
    const { warnings } = await this.#checkOnce(wish);
    return this.#locks.hold(`new ${instance} ${awsAccountId} ${bucket}`, () =>
      this.#lookAndCreate({ ...wish, warnings }),
    );
  }

  /** What was asked for before was fine then, and may be there, whatever the tenant has lost since. */
  async #checkOnce({
    target,
    wanted,
    request,
    writer,
  }: Wish): Promise<{ warnings: FieldFinding[]; isRepeat: boolean }> {
    const earlier = request && (await this.#createRequests.find(request));
    return earlier
      ? { warnings: earlier.warnings, isRepeat: true }
      : {
          warnings: await this.#checks.check(target.instance, wanted, writer),
          isRepeat: false,
        };
  }

  async #lookAndCreate(
    wish: CheckedWish,
  ): Promise<WrittenS3Source | UnclearWrite> {
    const { target, wanted, request, warnings } = wish;
    const earlier = request && (await this.#createRequests.find(request));
    if (earlier?.state === 'created') {
      return this.#answerAgain(earlier, target);
    }
    const list = await listSourcesInTime(target);
    const similar = findSimilarSource(list.sources, wanted);
    if (similar && earlier) {
      return this.#adopt(similar, wish);
    }
    if (similar) {
      throw await toDuplicateError(similar, wish, this.#inventory);
    }
    if (request) {
      await this.#createRequests.start(request, warnings);
    }
    return this.#create(wish, earlier);
  }

  async #create(
    wish: CheckedWish,
    earlier: CreateRequestState | undefined,
  ): Promise<WrittenS3Source | UnclearWrite> {
    const { target, wanted, request } = wish;
    let configuration: S3SourceConfiguration;
    try {
      configuration = await target.client.createS3Source(wanted);
    } catch (error) {
      const { failure, message } = expectTenantError(error);
      // What is in the way may be what the earlier attempt has made meanwhile.
      const isUnclear =
        failure === 'outcomeUnclear' || (failure === 'conflict' && earlier);
      if (isUnclear) {
        return this.#settle(wish, message);
      }
      if (request && !earlier) {
        await this.#createRequests.forget(request);
      }
      throw error;
    }
    return this.#keep(configuration, wish);
  }

  async #settle(
    wish: CheckedWish,
    reason: string,
  ): Promise<WrittenS3Source | UnclearWrite> {
    const { target, wanted, request } = wish;
    const { id, title } = target.instance;
    this.#logger.warn(reason, { instance: id });
    const found = await this.#findCreated(wish);
    if (found) {
      return found;
    }
    if (request) {
      await this.#createRequests.note(request, { state: 'unknown' });
    }
    await this.#refresh.request(id);
    return {
      outcome: 'unknown',
      message: `It is not known yet whether Panther (${title}) made the log source '${wanted.label}'; Panther is being read again, and the list of log sources will show it if it did.`,
    };
  }

  /** Nothing where Panther cannot be looked at either. */
  async #findCreated(wish: CheckedWish): Promise<WrittenS3Source | undefined> {
    const { target, wanted } = wish;
    try {
      const { sources } = await listSourcesInTime(target);
      const similar = findSimilarSource(sources, wanted);
      return similar && (await this.#adopt(similar, wish));
    } catch (error) {
      const { message } = expectTenantError(error);
      this.#logger.warn(message, { instance: target.instance.id });
      return undefined;
    }
  }

  /**
   * Takes a log source that is there for the one that was asked for, if it is set up like that; else
   * somebody else has made it.
   */
  async #adopt(
    found: PantherSource,
    wish: CheckedWish,
  ): Promise<WrittenS3Source> {
    const { target, wanted } = wish;
    // The list may lack some settings.
    const configuration = await target.client.getS3Source(found.integrationId);
    const revision = settingsRevision(toS3SourceInput(configuration));
    if (revision !== settingsRevision(wanted)) {
      throw await toDuplicateError(found, wish, this.#inventory);
    }
    return this.#keep(configuration, wish, found);
  }

  async #keep(
    configuration: S3SourceConfiguration,
    { target, writer, request, warnings }: CheckedWish,
    found?: PantherSource,
  ): Promise<WrittenS3Source> {
    const { integrationId } = configuration;
    // First: once the wish is noted as fulfilled, nobody comes here with it again.
    await this.#written.keepCreator(
      { instance: target.instance.id, integrationId },
      writer.actor,
    );
    if (request) {
      await this.#createRequests.note(request, {
        state: 'created',
        integrationId,
      });
    }
    const logSource = found
      ? await this.#written.putSource(target, found)
      : await this.#written.putS3Source(target, configuration);
    return toWrittenS3Source(configuration, logSource, { warnings });
  }

  /** Whoever created something may be told of it again, whatever else they may see. */
  async #answerAgain(
    {
      integrationId,
      warnings,
    }: { integrationId: string; warnings: FieldFinding[] },
    target: WriteTarget,
  ): Promise<WrittenS3Source> {
    const configuration = await this.#readAgain(integrationId, target);
    const { logSources } = await this.#inventory.findLogSources(
      target.instance.id,
      [integrationId],
      { visibility: 'all' },
    );
    const logSource =
      logSources.get(integrationId) ??
      (await this.#written.putS3Source(target, configuration));
    return toWrittenS3Source(configuration, logSource, { warnings });
  }

  async #readAgain(
    integrationId: string,
    { client }: WriteTarget,
  ): Promise<S3SourceConfiguration> {
    try {
      return await client.getS3Source(integrationId);
    } catch (error) {
      if (expectTenantError(error).failure === 'notFound') {
        throw new ConflictError(
          `The log source ${integrationId}, which was made with this Idempotency-Key, has been deleted since; use a new key to make it again.`,
        );
      }
      throw error;
    }
  }
}
