import {
  checkS3Source,
  FieldFinding,
  S3SourceInput,
  warnAboutS3Source,
} from 'backstage-plugin-panther-common';
import { InventoryStore } from '../inventory/InventoryStore';
import { InstanceConfig } from '../config/InstanceConfig';
import { LogTypesService } from '../views/LogTypesService';
import { LogSourceVisibility } from '../inventory/types';
import { InputError } from '@backstage/errors';

/** Tenants have hundreds. */
const MOST_LOG_TYPES = 100_000;

/** What is to be changed, or what whoever makes a new one sees of the others. */
type Circumstances =
  | { current: S3SourceInput; visibility?: undefined }
  | { visibility: LogSourceVisibility; current?: undefined };

/** Holds what people ask for against the rules, and against what is known of the tenant. */
export class S3SourceChecks {
  readonly #logTypes: Pick<LogTypesService, 'listLogTypes'>;
  readonly #store: Pick<InventoryStore, 'getRead' | 'listS3AwsAccounts'>;

  constructor(options: {
    logTypes: Pick<LogTypesService, 'listLogTypes'>;
    store: Pick<InventoryStore, 'getRead' | 'listS3AwsAccounts'>;
  }) {
    this.#logTypes = options.logTypes;
    this.#store = options.store;
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
    const { succeededAt } = await this.#store.getRead(instance);
    return succeededAt
      ? this.#store.listS3AwsAccounts(instance, visibility)
      : undefined;
  }
}

/** What Panther's REST API takes and its published GraphQL schema does not (July 2025). */
const STREAM_TYPES_OF_REST = ['XML'];

const OPTIONS_OF_REST = ['retainEnvelopeFields', 'xmlRootElement'] as const;

/**
 * What is wrong with an S3 source because of the API that the instance is written over. What Panther
 * has already may stay, for it then came over that API.
 */
export function checkFlavour(
  { logStreamType, logStreamTypeOptions: options }: S3SourceInput,
  { s3Api, configKey }: InstanceConfig,
  current?: S3SourceInput,
): FieldFinding[] {
  if (s3Api === 'rest') {
    return [];
  }
  const missing = [
    ...(STREAM_TYPES_OF_REST.includes(logStreamType) &&
    logStreamType !== current?.logStreamType
      ? [
          {
            field: 'logStreamType',
            what: `the stream type ${logStreamType}`,
          },
        ]
      : []),
    ...OPTIONS_OF_REST.filter(
      option =>
        options?.[option] &&
        options[option] !== current?.logStreamTypeOptions?.[option],
    ).map(option => ({
      field: `logStreamTypeOptions.${option}`,
      what: `the option ${option}`,
    })),
  ];
  return missing.map(({ field, what }) => ({
    field,
    message: `Panther's GraphQL API does not have ${what}; leave it out, or set ${configKey}.s3Api to rest to use it.`,
  }));
}

/** A sentence with hundreds of findings is read by nobody. */
const MOST_IN_SENTENCE = 5;

/** Nor is a list of them, and a body full of mistakes is not to be answered with many times its size. */
const MOST_FIELDS = 100;

/** The error about input whose fields need other values; it carries them for the form. */
export function toFieldsError(
  fields: FieldFinding[],
): InputError & { fields: FieldFinding[] } {
  const clauses = fields
    .slice(0, MOST_IN_SENTENCE)
    .map(({ field, message }) => `${field}: ${message.replace(/\.$/, '')}`);
  const more = fields.length - clauses.length;
  if (more) {
    clauses.push(`and ${more} more`);
  }
  const error = new InputError(
    `${
      fields.length === 1 ? 'One field needs' : `${fields.length} fields need`
    } another value: ${clauses.join('; ')}.`,
  );
  return Object.assign(error, { fields: fields.slice(0, MOST_FIELDS) });
}
