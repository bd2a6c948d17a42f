import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  LogSource,
  LogSourceRef,
  RevisionConflict,
  S3SourceInput,
  S3SourcePreview,
  S3SourceSettings,
  S3SourceSettingsAnswer,
  stringifyLogSourceRef,
  UnclearWrite,
  WrittenS3Source,
} from 'backstage-plugin-panther-common';
import { Inventory } from '../inventory/Inventory';
import { LinkedEntitiesService } from '../links/LinkedEntitiesService';
import { Writer } from '../permissions/CallerPermissions';
import { RefreshService } from '../refresh/RefreshService';
import { expectTenantError, TenantError } from '../tenant/errors';
import { S3SourceConfiguration } from '../tenant/types';
import { describeChanges } from './describeChanges';
import {
  normaliseS3Source,
  toS3SourceInput,
  settingsRevision,
  toWrittenS3Source,
} from './s3Settings';
import { S3SourceChecks } from './S3SourceChecks';
import { requireEditable, requireWritable, WriteTarget } from './WriteTarget';
import { WriteLocks } from './WriteLocks';
import { WrittenSources } from './WrittenSources';

const S3_TYPE = 'aws-s3';

/** A change of an S3 source that somebody asks for. */
interface S3SourceChange {
  target: WriteTarget;
  logSource: LogSource;
  settings: S3SourceSettings;
}

/** A change held against what Panther has. */
interface CheckedChange {
  current: S3SourceInput;
  revision: string;
  wanted: S3SourceInput;
  isSame: boolean;
}

/**
 * Changes S3 sources. Panther replaces every setting and has no conditions, so what is there is read
 * over the API that will write, and compared with what the change was made to.
 */
export class S3SourceUpdates {
  readonly #targets: WriteTarget[];
  readonly #inventory: Pick<Inventory, 'getLogSource'>;
  readonly #linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
  readonly #checks: S3SourceChecks;
  readonly #locks: Pick<WriteLocks, 'hold'>;
  readonly #written: Pick<
    WrittenSources,
    'putS3Source' | 'findDeletedSettings'
  >;
  readonly #refresh: Pick<RefreshService, 'request'>;
  readonly #logger: LoggerService;

  constructor(options: {
    targets: WriteTarget[];
    inventory: Pick<Inventory, 'getLogSource'>;
    linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
    checks: S3SourceChecks;
    locks: Pick<WriteLocks, 'hold'>;
    written: Pick<WrittenSources, 'putS3Source' | 'findDeletedSettings'>;
    refresh: Pick<RefreshService, 'request'>;
    logger: LoggerService;
  }) {
    this.#targets = options.targets;
    this.#inventory = options.inventory;
    this.#linkedEntities = options.linkedEntities;
    this.#checks = options.checks;
    this.#locks = options.locks;
    this.#written = options.written;
    this.#refresh = options.refresh;
    this.#logger = options.logger;
  }

  /** Reads what an S3 source is set to, or was last where it was deleted through the portal. */
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
      await target.client.getS3Source(ref.integrationId),
    );
    const revision = settingsRevision(settings);
    return { settings, isEditable, state: 'present', revision };
  }

  /** Tells what {@link S3SourceUpdates.update} would do, and throws as it does. */
  async previewUpdate(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    writer: Writer,
  ): Promise<S3SourcePreview> {
    const change = await this.#prepareChange(ref, settings, writer);
    const [{ current, revision, wanted, isSame }, linked] = await Promise.all([
      compare(change),
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
   * Replaces the settings of an S3 source. Throws a `NotFoundError` for one that is not there or may not
   * be seen, a `NotAllowedError` where the instance has no token for writing, an `InputError` for what
   * cannot be written, with `fields` where fields are why, and a `ConflictError` with `conflict` where the
   * settings are not what they were at the given revision.
   */
  async update(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    writer: Writer,
    options: { revision: string },
  ): Promise<WrittenS3Source | UnclearWrite> {
    const change = await this.#prepareChange(ref, settings, writer);
    return this.#locks.hold(
      `s3-source ${ref.instance} ${ref.integrationId}`,
      () => this.#update(change, options.revision),
    );
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

  async #findS3Source(ref: LogSourceRef, writer: Writer): Promise<LogSource> {
    const { logSource } = await this.#inventory.getLogSource(ref, writer);
    if (logSource.type !== S3_TYPE) {
      throw new InputError(
        `Only S3 log sources have settings here, and '${logSource.label}' is of the type ${logSource.type}; change it in the Panther Console.`,
      );
    }
    return logSource;
  }

  async #update(
    change: S3SourceChange,
    madeTo: string,
  ): Promise<WrittenS3Source | UnclearWrite> {
    const { target, logSource: stored } = change;
    const { current, revision, wanted, isSame } = await compare(change);
    // A change that somebody made already, perhaps this very one, is lost to nobody.
    if (!isSame && madeTo !== revision) {
      throw changedMeanwhile(stored, { current, revision, wanted });
    }
    const warnings = await this.#checks.check(target.instance, wanted, {
      current,
    });
    if (isSame) {
      return {
        logSource: stored,
        settings: current,
        revision,
        changes: [],
        warnings,
      };
    }
    const configuration = await this.#write(change, wanted);
    if (!configuration) {
      return this.#leaveUnclear(change);
    }
    const logSource = await this.#written.putS3Source(target, configuration);
    return toWrittenS3Source(configuration, logSource, {
      changes: describeChanges(current, toS3SourceInput(configuration)),
      warnings,
    });
  }

  /** Nothing where it is not known whether Panther did it. */
  async #write(
    { target, logSource: { integrationId } }: S3SourceChange,
    wanted: S3SourceInput,
  ): Promise<S3SourceConfiguration | undefined> {
    try {
      return await target.client.updateS3Source(integrationId, wanted);
    } catch (error) {
      const failure = expectTenantError(error);
      if (failure.failure !== 'outcomeUnclear') {
        throw failure;
      }
      this.#warn(failure);
    }
    const found = await this.#look(target, integrationId);
    return found &&
      settingsRevision(toS3SourceInput(found)) === settingsRevision(wanted)
      ? found
      : undefined;
  }

  /** Nothing where Panther cannot be looked at either. */
  async #look(
    { client }: WriteTarget,
    integrationId: string,
  ): Promise<S3SourceConfiguration | undefined> {
    try {
      return await client.getS3Source(integrationId);
    } catch (error) {
      const failure = expectTenantError(error);
      if (failure.failure === 'notFound') {
        throw failure;
      }
      this.#warn(failure);
      return undefined;
    }
  }

  async #leaveUnclear({
    target: {
      instance: { id, title },
    },
    logSource: { label },
  }: S3SourceChange): Promise<UnclearWrite> {
    await this.#refresh.request(id);
    return {
      outcome: 'unknown',
      message: `It is not known yet whether Panther (${title}) changed the log source '${label}'; Panther is being read again, and the settings of the log source will show it if it did.`,
    };
  }

  #warn({ message, instance }: TenantError): void {
    this.#logger.warn(message, { instance });
  }
}

function changedMeanwhile(
  { label }: LogSource,
  {
    current,
    revision,
    wanted,
  }: Pick<CheckedChange, 'current' | 'revision' | 'wanted'>,
): Error {
  const conflict: RevisionConflict = {
    settings: current,
    revision,
    changes: describeChanges(current, wanted),
  };
  return Object.assign(
    new ConflictError(
      `The settings of the log source '${label}' were changed since they were read; look at what they are now, and change them again.`,
    ),
    { conflict },
  );
}

/** Reads what is there, and holds a change against it. */
async function compare({
  target: { client },
  logSource: { integrationId },
  settings,
}: S3SourceChange): Promise<CheckedChange> {
  const current = toS3SourceInput(await client.getS3Source(integrationId));
  const { awsAccountId, bucket } = current;
  const wanted = normaliseS3Source({ ...settings, awsAccountId, bucket });
  const revision = settingsRevision(current);
  const isSame = settingsRevision(wanted) === revision;
  return { current, revision, wanted, isSame };
}
