import {
  checkS3Source,
  FieldFinding,
  S3SourceInput,
  warnAboutS3Source,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { InstanceConfig } from '../config/InstanceConfig';
import { LogTypesService } from '../inventory/LogTypesService';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { whereVisible } from '../permissions/whereVisible';
import { checkFlavour } from './checkFlavour';
import { toFieldsError } from './toFieldsError';

/** Tenants have hundreds. */
const MOST_LOG_TYPES = 100_000;

/** What is to be changed, or what whoever makes a new one sees of the others. */
type Circumstances =
  | { current: S3SourceInput; visibility?: undefined }
  | { visibility: LogSourceVisibility; current?: undefined };

/** Holds what people ask for against the rules, and against what is known of the tenant. */
export class S3SourceChecks {
  readonly #logTypes: Pick<LogTypesService, 'listLogTypes'>;
  readonly #knex: Knex;

  constructor(options: {
    logTypes: Pick<LogTypesService, 'listLogTypes'>;
    /** Its tables are up to date. */
    knex: Knex;
  }) {
    this.#logTypes = options.logTypes;
    this.#knex = options.knex;
  }

  /**
   * Resolves to what may surprise though nothing is wrong. Throws an `InputError` with `fields` for
   * what is wrong, as far as it is not in Panther already.
   */
  async check(
    instance: InstanceConfig,
    wanted: S3SourceInput,
    { current, visibility }: Circumstances,
  ): Promise<FieldFinding[]> {
    const [logTypes, awsAccountIds] = await Promise.all([
      this.#listLogTypes(instance.id),
      visibility && this.#listAwsAccounts(instance.id, visibility),
    ]);
    const surroundings = { logTypes, awsAccountIds, current };
    const fields = [
      ...checkS3Source(wanted, surroundings),
      ...checkFlavour(wanted, instance, current),
    ];
    if (fields.length) {
      throw toFieldsError(fields);
    }
    return warnAboutS3Source(wanted, surroundings);
  }

  /** Nothing where they have never been read, and so are not known. */
  async #listLogTypes(instance: string): Promise<string[] | undefined> {
    const { items, freshness } = await this.#logTypes.listLogTypes(instance, {
      limit: MOST_LOG_TYPES,
    });
    return freshness.asOf ? items.map(({ name }) => name) : undefined;
  }

  /**
   * Of the S3 sources that are seen, so that no warning tells where hidden ones read; nothing where the
   * inventory has not been read yet.
   */
  async #listAwsAccounts(
    instance: string,
    visibility: LogSourceVisibility,
  ): Promise<string[] | undefined> {
    const read = await this.#knex('instance_reads')
      .where({ instance })
      .whereNotNull('succeeded_at')
      .first();
    if (!read) {
      return undefined;
    }
    return this.#knex('log_sources as source')
      .where({ instance, type: 'aws-s3' })
      .where(one => whereVisible(one, visibility, this.#knex))
      .whereNot('status', 'gone')
      .whereNotNull('aws_account_id')
      .distinct('aws_account_id')
      .pluck('aws_account_id');
  }
}
