import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  LogSource,
  S3SourceInput,
  UnclearWrite,
} from 'backstage-plugin-panther-common';
import { Inventory } from '../inventory/Inventory';
import { RefreshRequests } from '../inventory/RefreshRequests';
import { TenantError } from '../tenant/errors';
import {
  PantherSource,
  S3SourceConfiguration,
  SourceList,
} from '../tenant/types';
import {
  CreateRequest,
  CreateRequests,
  CreateRequestState,
} from './CreateRequests';
import { askPanther } from './askPanther';
import { findSimilarSource } from './findSimilarSource';
import { settingsRevision } from './settingsRevision';
import { toWriteError } from './toWriteError';
import { Writer, WriteTarget } from './types';
import { WriteLocks } from './WriteLocks';
import { WrittenSources } from './WrittenSources';

/** A log source that is there, as Panther and as the inventory have it. */
export interface CreatedSource {
  configuration: S3SourceConfiguration;
  logSource: LogSource;
}

/** Somebody's wish for a log source that is known to be fine. */
interface Wish {
  target: WriteTarget;
  wanted: S3SourceInput;
  writer: Writer;
  /** Where it carries a key. */
  request?: CreateRequest;
}

/**
 * Creates S3 sources, each at most once: it looks before it asks Panther, and looks again where
 * Panther's answer does not tell.
 */
export class S3SourceCreation {
  readonly #locks: Pick<WriteLocks, 'hold'>;
  readonly #written: Pick<WrittenSources, 'putS3Source'>;
  readonly #inventory: Inventory;
  readonly #createRequests: CreateRequests;
  readonly #refreshRequests: Pick<RefreshRequests, 'add'>;
  readonly #logger: LoggerService;

  constructor(options: {
    locks: Pick<WriteLocks, 'hold'>;
    written: Pick<WrittenSources, 'putS3Source'>;
    inventory: Inventory;
    createRequests: CreateRequests;
    requests: Pick<RefreshRequests, 'add'>;
    logger: LoggerService;
  }) {
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
    const { id: instance } = target.instance;
    const request = idempotencyKey
      ? {
          instance,
          actor: writer.actor,
          idempotencyKey,
          requestHash: settingsRevision(wanted),
        }
      : undefined;
    return this.#locks.hold(`new ${instance} ${awsAccountId} ${bucket}`, () =>
      this.#lookAndCreate({ target, wanted, writer, request }),
    );
  }

  async #lookAndCreate(wish: Wish): Promise<CreatedSource | UnclearWrite> {
    const { target, wanted, request } = wish;
    const earlier = request && (await this.#createRequests.find(request));
    if (earlier?.state === 'created') {
      return this.#answerAgain(earlier.integrationId, target);
    }
    const list = await askPanther(() => target.client.listSources());
    const similar = findSimilarSource(list.sources, wanted);
    if (similar && earlier) {
      return this.#keep(toConfiguration(similar, list, wanted), wish);
    }
    if (similar) {
      throw await this.#alreadyThere(similar, wish);
    }
    if (request) {
      await this.#createRequests.start(request);
    }
    return this.#create(wish, earlier);
  }

  async #create(
    wish: Wish,
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
    wish: Wish,
    error: TenantError,
  ): Promise<CreatedSource | UnclearWrite> {
    const { target, wanted, request } = wish;
    const { id, title } = target.instance;
    this.#logger.warn(error.message, { instance: id });
    const found = await this.#findCreated(wish);
    if (found) {
      return this.#keep(found, wish);
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
  async #findCreated({
    target,
    wanted,
  }: Wish): Promise<S3SourceConfiguration | undefined> {
    let list: SourceList;
    try {
      list = await target.client.listSources();
    } catch (error) {
      if (!(error instanceof TenantError)) {
        throw error;
      }
      this.#logger.warn(error.message, { instance: target.instance.id });
      return undefined;
    }
    const found = findSimilarSource(list.sources, wanted);
    return found && toConfiguration(found, list, wanted);
  }

  async #keep(
    configuration: S3SourceConfiguration,
    { target, request }: Wish,
  ): Promise<CreatedSource> {
    const { integrationId } = configuration;
    if (request) {
      await this.#createRequests.note(request, {
        state: 'created',
        integrationId,
      });
    }
    const logSource = await this.#written.putS3Source(target, configuration);
    return { configuration, logSource };
  }

  /** Whoever created something may be told of it again, whatever else they may see. */
  async #answerAgain(
    integrationId: string,
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

  /** Names it only to those who may see it. */
  async #alreadyThere(
    { integrationId, label }: PantherSource,
    { target, writer: { visibility } }: Wish,
  ): Promise<Error> {
    const { id, title } = target.instance;
    const { logSources } = await this.#inventory.findLogSources(
      id,
      [integrationId],
      { visibility },
    );
    const isVisible = visibility === 'all' || logSources.has(integrationId);
    return new ConflictError(
      `Panther (${title}) has a log source with this label, AWS account and bucket already${
        isVisible
          ? `, '${label}' (${integrationId}); change that one`
          : ', which you may not see; ask who looks after it'
      }, or choose another label.`,
    );
  }
}

/**
 * What is known of a log source that was asked for and then found in a list. A tenant that does not
 * list every setting leaves what was asked for to go by.
 */
function toConfiguration(
  found: PantherSource,
  { unavailableFields }: SourceList,
  wanted: S3SourceInput,
): S3SourceConfiguration {
  const { integrationId, label, s3 } = found;
  const isComplete = [
    ...found.degradedFields,
    ...unavailableFields.map(({ field }) => field),
  ].every(field => !field.startsWith('s3.') || field === 's3.stackName');
  if (!s3 || !isComplete) {
    return { ...wanted, integrationId };
  }
  const { stackName, ...settings } = s3;
  return { ...settings, integrationId, label };
}
