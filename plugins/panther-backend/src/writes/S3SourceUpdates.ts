import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  LogSource,
  RevisionConflict,
  S3SourceInput,
  S3SourceSettings,
  UnclearWrite,
  WrittenS3Source,
} from 'backstage-plugin-panther-common';
import { TenantError } from '../tenant/errors';
import { S3SourceConfiguration } from '../tenant/types';
import { askPanther } from './askPanther';
import { describeChanges } from './describeChanges';
import {
  normaliseS3Source,
  toS3SourceInput,
  settingsRevision,
} from './s3Settings';
import { S3SourceChecks } from './S3SourceChecks';
import { toWriteError } from './toWriteError';
import { WriteTarget } from './WriteTarget';
import { WriteLocks } from './WriteLocks';
import { WrittenSources } from './WrittenSources';
import { RefreshRequests } from '../inventory/InventoryStore';

/** A change of an S3 source that somebody asks for. */
export interface S3SourceChange {
  target: WriteTarget;
  logSource: LogSource;
  settings: S3SourceSettings;
}

/** A change held against what Panther has. */
export interface CheckedChange {
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
  readonly #checks: S3SourceChecks;
  readonly #locks: Pick<WriteLocks, 'hold'>;
  readonly #written: Pick<WrittenSources, 'putS3Source'>;
  readonly #requests: Pick<RefreshRequests, 'add'>;
  readonly #logger: LoggerService;

  constructor(options: {
    checks: S3SourceChecks;
    locks: Pick<WriteLocks, 'hold'>;
    written: Pick<WrittenSources, 'putS3Source'>;
    requests: Pick<RefreshRequests, 'add'>;
    logger: LoggerService;
  }) {
    this.#checks = options.checks;
    this.#locks = options.locks;
    this.#written = options.written;
    this.#requests = options.requests;
    this.#logger = options.logger;
  }

  /** Reads what is there, and holds the change against it. */
  async compare({
    target: { client },
    logSource: { integrationId },
    settings,
  }: S3SourceChange): Promise<CheckedChange> {
    const current = toS3SourceInput(
      await askPanther(() => client.getS3Source(integrationId)),
    );
    const { awsAccountId, bucket } = current;
    const wanted = normaliseS3Source({ ...settings, awsAccountId, bucket });
    const revision = settingsRevision(current);
    const isSame = settingsRevision(wanted) === revision;
    return { current, revision, wanted, isSame };
  }

  async update(
    change: S3SourceChange,
    options: { revision: string },
  ): Promise<WrittenS3Source | UnclearWrite> {
    const { instance, integrationId } = change.logSource;
    return this.#locks.hold(`s3-source ${instance} ${integrationId}`, () =>
      this.#update(change, options.revision),
    );
  }

  async #update(
    change: S3SourceChange,
    madeTo: string,
  ): Promise<WrittenS3Source | UnclearWrite> {
    const { target, logSource } = change;
    const { current, revision, wanted, isSame } = await this.compare(change);
    // A change that somebody made already, perhaps this very one, is lost to nobody.
    if (!isSame && madeTo !== revision) {
      throw changedMeanwhile(logSource, { current, revision, wanted });
    }
    const warnings = await this.#checks.check(target.instance, wanted, {
      current,
    });
    if (isSame) {
      return { logSource, settings: current, revision, changes: [], warnings };
    }
    const configuration = await this.#write(change, wanted);
    if (!configuration) {
      return this.#leaveUnclear(change);
    }
    const settings = toS3SourceInput(configuration);
    return {
      logSource: await this.#written.putS3Source(target, configuration),
      settings,
      revision: settingsRevision(settings),
      changes: describeChanges(current, settings),
      warnings,
    };
  }

  /** Nothing where it is not known whether Panther did it. */
  async #write(
    { target, logSource: { integrationId } }: S3SourceChange,
    wanted: S3SourceInput,
  ): Promise<S3SourceConfiguration | undefined> {
    try {
      return await target.client.updateS3Source(integrationId, wanted);
    } catch (error) {
      if (!(error instanceof TenantError)) {
        throw error;
      }
      if (error.code !== 'outcomeUnclear') {
        throw toWriteError(error);
      }
      this.#warn(error);
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
      if (!(error instanceof TenantError)) {
        throw error;
      }
      if (error.code === 'notFound') {
        throw toWriteError(error);
      }
      this.#warn(error);
      return undefined;
    }
  }

  async #leaveUnclear({
    target: {
      instance: { id, title },
    },
    logSource: { label },
  }: S3SourceChange): Promise<UnclearWrite> {
    await this.#requests.add(id, new Date().toISOString());
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
