import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DeletedLogSource,
  DeletionPreview,
  LogSource,
  LogSourceRef,
  S3SourceInput,
  UnclearWrite,
} from 'backstage-plugin-panther-common';
import { Inventory } from '../inventory/Inventory';
import { LinkedEntitiesService } from '../links/LinkedEntitiesService';
import { expectTenantError } from '../tenant/errors';
import { toS3SourceInput } from './s3Settings';
import { WriteTarget, requireWritable, requireEditable } from './WriteTarget';
import { WriteLocks } from './WriteLocks';
import { WrittenSources } from './WrittenSources';
import { RefreshService } from '../refresh/RefreshService';
import { Writer } from '../permissions/CallerPermissions';

const S3_SOURCE = 'aws-s3';

/** Which a gateway also says of an address, and Panther of what belongs to a log source. */
const SAID_TO_BE_MISSING = {
  answer: 'Panther says that it has no such log source.',
  existed: false,
};

/** Deletes log sources of any type, and remembers how the S3 sources among them were set up. */
export class LogSourceDeletionService {
  readonly #targets: WriteTarget[];
  readonly #locks: Pick<WriteLocks, 'hold'>;
  readonly #written: Pick<WrittenSources, 'keepSettings' | 'markDeleted'>;
  readonly #inventory: Pick<Inventory, 'getLogSource'>;
  readonly #linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
  readonly #refresh: Pick<RefreshService, 'request'>;
  readonly #logger: LoggerService;

  constructor(options: {
    targets: WriteTarget[];
    locks: Pick<WriteLocks, 'hold'>;
    written: Pick<WrittenSources, 'keepSettings' | 'markDeleted'>;
    inventory: Pick<Inventory, 'getLogSource'>;
    linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
    refresh: Pick<RefreshService, 'request'>;
    logger: LoggerService;
  }) {
    this.#targets = options.targets;
    this.#locks = options.locks;
    this.#written = options.written;
    this.#inventory = options.inventory;
    this.#linkedEntities = options.linkedEntities;
    this.#refresh = options.refresh;
    this.#logger = options.logger;
  }

  /** What deleting a log source would do. Rejects where it would be refused. */
  async preview(ref: LogSourceRef, writer: Writer): Promise<DeletionPreview> {
    requireWritable(this.#targets, ref.instance);
    const logSource = await this.#findDeletable(ref, writer);
    const found = await this.#linkedEntities.findLinkedEntities([logSource], {
      credentials: writer.credentials,
    });
    return {
      logSource,
      affected: found.get(logSource.ref) ?? {
        linkedEntities: [],
        otherLinkedEntities: 0,
      },
    };
  }

  /**
   * Deletes a log source; one that Panther says twice to have no more counts as deleted too. Rejects
   * with a `NotFoundError` for one that the writer may not see, a `NotAllowedError` where writing is
   * off, an `InputError` for one that nobody may change, a `ConflictError` where somebody else is at
   * it, and a `ServiceUnavailableError` where Panther could not be asked.
   */
  async delete(
    ref: LogSourceRef,
    writer: Writer,
  ): Promise<DeletedLogSource | UnclearWrite> {
    const target = requireWritable(this.#targets, ref.instance);
    const logSource = await this.#findDeletable(ref, writer);
    return this.#locks.hold(
      `s3-source ${ref.instance} ${ref.integrationId}`,
      () => this.#delete(target, logSource),
    );
  }

  async #findDeletable(ref: LogSourceRef, writer: Writer): Promise<LogSource> {
    const { logSource } = await this.#inventory.getLogSource(ref, writer);
    if (logSource.status !== 'gone') {
      requireEditable(logSource);
    }
    return logSource;
  }

  async #delete(
    target: WriteTarget,
    logSource: LogSource,
  ): Promise<DeletedLogSource | UnclearWrite> {
    const { client } = target;
    const { integrationId } = logSource;
    const isS3Source = logSource.type === S3_SOURCE;
    if (isS3Source) {
      const settings = await readSettings(target, logSource);
      if (!settings) {
        return this.#look(target, logSource, SAID_TO_BE_MISSING);
      }
      // Before and not after, when this backend may be gone.
      await this.#written.keepSettings(logSource, settings);
    }
    let existed: boolean;
    try {
      ({ existed } = isS3Source
        ? await client.deleteS3Source(integrationId)
        : await client.deleteSource(integrationId));
    } catch (error) {
      const { failure, message } = expectTenantError(error);
      if (failure === 'outcomeUnclear') {
        return this.#look(target, logSource, {
          answer: message,
          // An S3 source has just been read.
          existed: isS3Source || logSource.status !== 'gone',
        });
      }
      if (isS3Source) {
        await this.#written.keepSettings(logSource, undefined);
      }
      throw error;
    }
    return existed
      ? this.#noteDeleted(logSource, { existed })
      : this.#look(target, logSource, SAID_TO_BE_MISSING);
  }

  /**
   * Finds out whether a log source is gone, without asking for its deletion again; `existed` is what
   * is known of it if it is.
   */
  async #look(
    { instance, client }: WriteTarget,
    logSource: LogSource,
    { answer, existed }: { answer: string; existed: boolean },
  ): Promise<DeletedLogSource | UnclearWrite> {
    let found: string;
    try {
      await client.getSource(logSource.integrationId);
      found = 'it is still there';
    } catch (error) {
      const { failure, message } = expectTenantError(error);
      if (failure === 'notFound') {
        return this.#noteDeleted(logSource, { existed });
      }
      found = message;
    }
    this.#logger.warn(
      `Could not tell whether log source ${logSource.ref} has been deleted: ${answer} Looking for it: ${found}`,
    );
    await this.#refresh.request(instance.id);
    return {
      outcome: 'unknown',
      message: `It is not known yet whether Panther (${instance.title}) deletes the log source '${logSource.label}'; the next refresh will tell.`,
    };
  }

  async #noteDeleted(
    logSource: LogSource,
    { existed }: { existed: boolean },
  ): Promise<DeletedLogSource> {
    await this.#written.markDeleted(logSource);
    return { logSourceRef: logSource.ref, existed };
  }
}

/** How an S3 source is set up now, which the inventory knows in part only. */
async function readSettings(
  { client }: WriteTarget,
  { integrationId }: LogSource,
): Promise<S3SourceInput | undefined> {
  try {
    return toS3SourceInput(await client.getS3Source(integrationId));
  } catch (error) {
    if (expectTenantError(error).failure === 'notFound') {
      return undefined;
    }
    throw error;
  }
}
