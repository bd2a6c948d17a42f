import { z } from 'zod';
import {
  OwnApiToken,
  PantherActor,
  PantherSchema,
  PantherSource,
  S3Details,
  S3Settings,
  S3SourceConfiguration,
} from './types';

/** Panther's times have between none and nine digits of a second's fraction. */
const instant = z.iso
  .datetime({ offset: true })
  .transform(time => new Date(time).toISOString())
  // An offset can lead out of the years that ISO 8601 and the tables write with four digits.
  .refine(time => /^\d{4}-/.test(time), 'expected a year of four digits');

const optionalInstant = instant.nullish().transform(time => time ?? undefined);

/** Panther's services send null for an empty list. */
const strings = z
  .array(z.string())
  .nullable()
  .transform(list => list ?? []);

const optionalText = z
  .string()
  .nullish()
  .transform(text => text || undefined);

const id = z.string().min(1);

const prefixes = z
  .array(
    z.object({
      prefix: z.string(),
      logTypes: strings,
      excludedPrefixes: strings,
    }),
  )
  .nullable()
  .transform(list => list ?? []);

/** Panther sends options that are not set as an empty object or as nulls. */
const streamTypeOptions = z
  .object({
    jsonArrayEnvelopeField: optionalText,
    retainEnvelopeFields: z
      .boolean()
      .nullish()
      .transform(value => value ?? undefined),
    xmlRootElement: optionalText,
  })
  .nullish()
  .transform(options =>
    options && Object.values(options).some(value => value !== undefined)
      ? options
      : undefined,
  );

const s3Settings = {
  awsAccountId: z.string(),
  s3Bucket: z.string(),
  s3PrefixLogTypes: prefixes,
  kmsKey: optionalText,
  logProcessingRole: optionalText,
  logStreamType: optionalText,
  logStreamTypeOptions: streamTypeOptions,
  managedBucketNotifications: z.boolean().optional(),
};

function toS3Settings(
  settings: z.infer<z.ZodObject<typeof s3Settings>>,
): S3Settings {
  return {
    awsAccountId: settings.awsAccountId,
    bucket: settings.s3Bucket,
    prefixes: settings.s3PrefixLogTypes,
    kmsKey: settings.kmsKey,
    logProcessingRole: settings.logProcessingRole,
    logStreamType: settings.logStreamType,
    logStreamTypeOptions: settings.logStreamTypeOptions,
    managedBucketNotifications: settings.managedBucketNotifications,
  };
}

const ACTOR_KINDS: Record<string, PantherActor['kind'] | undefined> = {
  User: 'user',
  APIToken: 'apiToken',
};

/** A kind of actor that is new to us has no id that we could have asked for. */
const actor = z
  .object({ __typename: z.string(), id: optionalText })
  .nullish()
  .transform(value => {
    const kind = value && ACTOR_KINDS[value.__typename];
    return kind && value.id ? { kind, id: value.id } : undefined;
  });

const anySource = {
  integrationId: id,
  integrationLabel: z.string(),
  integrationType: z.string(),
  isEditable: z.boolean(),
  isHealthy: z.boolean(),
  logTypes: strings,
  createdAtTime: instant,
  createdBy: actor,
  lastModified: optionalInstant,
  lastEventReceivedAtTime: optionalInstant,
  lastEventProcessedAtTime: optionalInstant,
};

type SourceValues = Omit<PantherSource, 'degradedFields'>;

function toSource(
  source: z.infer<z.ZodObject<typeof anySource>>,
  s3?: S3Details,
): SourceValues {
  return {
    integrationId: source.integrationId,
    label: source.integrationLabel,
    type: source.integrationType,
    isEditable: source.isEditable,
    isHealthy: source.isHealthy,
    logTypes: source.logTypes,
    createdAt: source.createdAtTime,
    createdBy: source.createdBy,
    lastModifiedAt: source.lastModified,
    lastEventReceivedAt: source.lastEventReceivedAtTime,
    lastEventProcessedAt: source.lastEventProcessedAtTime,
    s3,
  };
}

const plainSourceSchema = z
  .object(anySource)
  .transform((source): SourceValues => toSource(source));

const s3SourceSchema = z
  .object({ ...anySource, ...s3Settings, stackName: optionalText })
  .transform(
    (source): SourceValues =>
      toSource(source, {
        ...toS3Settings(source),
        stackName: source.stackName,
      }),
  );

const bucketSchema = z.object({ s3Bucket: z.unknown() });

/** What a log source of GraphQL is checked against; those that are read from a bucket tell more. */
export function sourceSchemaFor(node: unknown): z.ZodType<SourceValues> {
  return bucketSchema.safeParse(node).data?.s3Bucket === undefined
    ? plainSourceSchema
    : s3SourceSchema;
}

/** The one field of a row that tells which row it is, where everything else may be wrong. */
export const identifiedSchema = z.object({ integrationId: id });

/** An S3 source as REST and the mutations of GraphQL tell it. */
export const s3SourceConfigurationSchema = z
  .object({ integrationId: id, integrationLabel: z.string(), ...s3Settings })
  .transform(
    (source): S3SourceConfiguration => ({
      integrationId: source.integrationId,
      label: source.integrationLabel,
      ...toS3Settings(source),
    }),
  );

/** A schema as GraphQL tells it. */
export const pantherSchemaSchema = z
  .object({
    name: z.string().min(1),
    description: optionalText,
    isArchived: z.boolean(),
    isManaged: z.boolean(),
    referenceURL: optionalText,
  })
  .transform(
    ({ referenceURL, ...schema }): PantherSchema => ({
      ...schema,
      referenceUrl: referenceURL,
    }),
  );

/**
 * A page of a list. Its rows are checked one by one, so that a bad one does not cost the others. A
 * list that is null is not taken for an empty one.
 */
export const pageSchema = z.object({
  edges: z.array(z.unknown()),
  pageInfo: z.object({
    endCursor: z.string().nullish(),
    hasNextPage: z.boolean(),
  }),
});

/** A page of alerts, whose rows are checked one by one. */
export const alertPageSchema = z.object({
  results: z
    .array(z.unknown())
    .nullable()
    .transform(list => list ?? []),
  next: optionalText,
});

/** An alert of type `SYSTEM_ERROR`; those about something else than a log source name none. */
export const systemErrorSchema = z
  .object({
    id,
    title: z.string(),
    createdAt: instant,
    systemError: z.object({ type: id, sourceId: optionalText }).nullish(),
  })
  .transform(({ id: alertId, title, createdAt, systemError }) => ({
    id: alertId,
    alert: systemError?.sourceId && {
      sourceId: systemError.sourceId,
      kind: systemError.type,
      title,
      raisedAt: createdAt,
    },
  }));

/** What is answered to a deletion. */
export const deletedSchema = z.object({ id: z.string() });

/** What is answered to the creation or the update of an S3 source. */
export const writtenS3SourceSchema = z.object({
  logSource: s3SourceConfigurationSchema,
});

/** The token that asks. */
export const ownApiTokenSchema = z
  .object({
    name: z.string(),
    permissions: strings,
    expiresAt: optionalInstant,
  })
  .transform((token): OwnApiToken => token);

/**
 * The envelope of every GraphQL answer, whose errors are checked one by one:
 * https://spec.graphql.org/October2021/#sec-Response-Format
 */
export const envelopeSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.unknown()).nullish(),
});

/** A field that fails in every row of a list has an error for each of them. */
export const graphqlErrorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  locations: z.array(z.object({ line: z.number() })).nullish(),
  extensions: z.looseObject({ code: z.string().optional() }).nullish(),
});

export type GraphqlError = z.infer<typeof graphqlErrorSchema>;

/** Which field was wrong first, and what was expected of it. */
export function describeMismatch(error: z.ZodError): {
  field: string;
  reason: string;
} {
  const issue = error.issues[0];
  return {
    field: issue?.path.join('.') || 'all of it',
    reason: (issue?.message ?? error.message).replace(/^Invalid input: /, ''),
  };
}
