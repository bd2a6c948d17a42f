import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  FieldFinding,
  LogSource,
  S3SourceInput,
  UnclearWrite,
} from 'backstage-plugin-panther-common';
import { Inventory } from '../inventory/Inventory';
import { TenantError } from '../tenant/errors';
import { PantherSource, S3SourceConfiguration } from '../tenant/types';
import {
  CreateRequests,
  CreateRequestState,
  CheckedWish,
  toWish,
  Wish,
} from './CreateRequests';
import { askPanther } from './askPanther';
import { findSimilarSource, toDuplicateError } from './findSimilarSource';
import { toS3SourceInput, settingsRevision } from './s3Settings';
import { S3SourceChecks } from './S3SourceChecks';
import { toWriteError } from './toWriteError';
import { WriteTarget, listSourcesInTime } from './WriteTarget';
import { WriteLocks } from './WriteLocks';
import { WrittenSources } from './WrittenSources';
import { RefreshRequests } from '../inventory/InventoryStore';
import { Writer } from '../permissions/CallerPermissions';

/** A log source that is there, as Panther and as the inventory have it. */
export interface CreatedSource {
  configuration: S3SourceConfiguration;
  logSource: LogSource;
  warnings: FieldFinding[];
}

/**
 * Creates S3 sources, each at most once: it looks before it asks Panther, and looks again where
 * Panther's answer does not tell.
 */
export class S3SourceCreation {
  readonly #checks: S3SourceChecks;
  readonly #locks: Pick<WriteLocks, 'hold'>;
  readonly #written: Pick<
    WrittenSources,
    'putS3Source' | 'putSource' | 'keepCreator'
  >;
  readonly #inventory: Inventory;
  readonly #createRequests: CreateRequests;
  readonly #refreshRequests: Pick<RefreshRequests, 'add'>;
  readonly #logger: LoggerService;

  constructor(options: {
    checks: S3SourceChecks;
    locks: Pick<WriteLocks, 'hold'>;
    written: Pick<WrittenSources, 'putS3Source' | 'putSource' | 'keepCreator'>;
    inventory: Inventory;
    createRequests: CreateRequests;
    requests: Pick<RefreshRequests, 'add'>;
    logger: LoggerService;
  }) {
    this.#checks = options.checks;
    this.#locks = options.locks;
    this.#written = options.written;
    this.#inventory = options.inventory;
    this.#createRequests = options.createRequests;
    this.#refreshRequests = options.requests;
    this.#logger = options.logger;
  }

  async create(
    target: WriteTarget,
    wanted: S3SourceInput,
    writer: Writer,
    { idempotencyKey }: { idempotencyKey?: string },
  ): Promise<CreatedSource | UnclearWrite> {
    const { awsAccountId, bucket } = wanted;
    const wish = toWish({ target, wanted, writer }, idempotencyKey);
    const { warnings } = await this.#checkOnce(wish);
    return this.#locks.hold(
      `new ${target.instance.id} ${awsAccountId} ${bucket}`,
      () => this.#lookAndCreate({ ...wish, warnings }),
    );
  }

  /**
   * What `create` would warn of, and whether this very wish was put before. Throws as `create` does
   * for what is not fine.
   */
  async preview(
    target: WriteTarget,
    wanted: S3SourceInput,
    writer: Writer,
    { idempotencyKey }: { idempotencyKey?: string },
  ): Promise<{ warnings: FieldFinding[]; isRepeat: boolean }> {
    return this.#checkOnce(toWish({ target, wanted, writer }, idempotencyKey));
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
  ): Promise<CreatedSource | UnclearWrite> {
    const { target, wanted, request, warnings } = wish;
    const earlier = request && (await this.#createRequests.find(request));
    if (earlier?.state === 'created') {
      return this.#answerAgain(earlier, target);
    }
    const list = await askPanther(() => listSourcesInTime(target));
    const similar = findSimilarSource(list.sources, wanted);
    if (similar && earlier) {
      return askPanther(() => this.#adopt(similar, wish));
    }
    if (similar) {
      throw await toDuplicateError(similar, {
        ...wish,
        inventory: this.#inventory,
      });
    }
    if (request) {
      await this.#createRequests.start(request, warnings);
    }
    return this.#create(wish, earlier);
  }

  async #create(
    wish: CheckedWish,
    earlier: CreateRequestState | undefined,
  ): Promise<CreatedSource | UnclearWrite> {
    const { target, wanted, request } = wish;
    let configuration: S3SourceConfiguration;
    try {
      configuration = await target.client.createS3Source(wanted);
    } catch (error) {
      if (!(error instanceof TenantError)) {
        throw error;
      }
      // What is in the way may be what the earlier attempt has made meanwhile.
      const isUnclear =
        error.code === 'outcomeUnclear' ||
        (error.code === 'conflict' && earlier !== undefined);
      if (isUnclear) {
        return this.#settle(wish, error);
      }
      if (request && !earlier) {
        await this.#createRequests.forget(request);
      }
      throw toWriteError(error);
    }
    return this.#keep(configuration, wish);
  }

  async #settle(
    wish: CheckedWish,
    error: TenantError,
  ): Promise<CreatedSource | UnclearWrite> {
    const { target, wanted, request } = wish;
    const { id, title } = target.instance;
    this.#logger.warn(error.message, { instance: id });
    const found = await this.#findCreated(wish);
    if (found) {
      return found;
    }
    if (request) {
      await this.#createRequests.note(request, { state: 'unknown' });
    }
    await this.#refreshRequests.add(id, new Date().toISOString());
    return {
      outcome: 'unknown',
      message: `It is not known yet whether Panther (${title}) made the log source '${wanted.label}'; Panther is being read again, and the list of log sources will show it if it did.`,
    };
  }

  /** Nothing where Panther cannot be looked at either. */
  async #findCreated(wish: CheckedWish): Promise<CreatedSource | undefined> {
    const { target, wanted } = wish;
    try {
      const { sources } = await listSourcesInTime(target);
      const similar = findSimilarSource(sources, wanted);
      return similar && (await this.#adopt(similar, wish));
    } catch (error) {
      if (!(error instanceof TenantError)) {
        throw error;
      }
      this.#logger.warn(error.message, { instance: target.instance.id });
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
  ): Promise<CreatedSource> {
    const { target, wanted } = wish;
    // The list may lack some settings.
    const configuration = await target.client.getS3Source(found.integrationId);
    const revision = settingsRevision(toS3SourceInput(configuration));
    if (revision !== settingsRevision(wanted)) {
      throw await toDuplicateError(found, {
        ...wish,
        inventory: this.#inventory,
      });
    }
    return this.#keep(configuration, wish, found);
  }

  async #keep(
    configuration: S3SourceConfiguration,
    { target, writer, request, warnings }: CheckedWish,
    found?: PantherSource,
  ): Promise<CreatedSource> {
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
    return { configuration, logSource, warnings };
  }

  /** Whoever created something may be told of it again, whatever else they may see. */
  async #answerAgain(
    {
      integrationId,
      warnings,
    }: { integrationId: string; warnings: FieldFinding[] },
    target: WriteTarget,
  ): Promise<CreatedSource> {
    const configuration = await this.#readAgain(integrationId, target);
    const { logSources } = await this.#inventory.findLogSources(
      target.instance.id,
      [integrationId],
      { visibility: 'all' },
    );
    return {
      configuration,
      warnings,
      logSource:
        logSources.get(integrationId) ??
        (await this.#written.putS3Source(target, configuration)),
    };
  }

  async #readAgain(
    integrationId: string,
    { client }: WriteTarget,
  ): Promise<S3SourceConfiguration> {
    try {
      return await client.getS3Source(integrationId);
    } catch (error) {
      if (error instanceof TenantError && error.code === 'notFound') {
        throw new ConflictError(
          `The log source ${integrationId}, which was made with this Idempotency-Key, has been deleted since; use a new key to make it again.`,
        );
      }
      throw error instanceof TenantError ? toWriteError(error) : error;
    }
  }
}
