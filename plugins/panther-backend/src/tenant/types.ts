/** How people and machines are told apart in `createdBy`. */
export interface PantherActor {
  kind: 'user' | 'apiToken';
  id: string;
}

/** Which log types Panther reads from the objects under one prefix of a bucket. */
export interface S3Prefix {
  /** Start of the object keys; `''` is the whole bucket. */
  prefix: string;
  logTypes: string[];
  /** Keys left out again, `*` being a wildcard. */
  excludedPrefixes: string[];
}

/** Each option fits one stream type; an option that is not set is absent. */
export interface S3StreamTypeOptions {
  /** Fits `JsonArray`. */
  jsonArrayEnvelopeField?: string;
  /** Fits `CloudWatchLogs`. */
  retainEnvelopeFields?: boolean;
  /** Fits `XML`. */
  xmlRootElement?: string;
}

/** How an S3 source is set up. */
export interface S3Settings {
  awsAccountId: string;
  bucket: string;
  prefixes: S3Prefix[];
  /** Absent where the bucket is not KMS-encrypted. */
  kmsKey?: string;
  logProcessingRole?: string;
  /** An open list: tenants newer than this client have stream types it does not know. */
  logStreamType?: string;
  /** Absent where no option is set. */
  logStreamTypeOptions?: S3StreamTypeOptions;
  /** Absent where the tenant does not say. */
  managedBucketNotifications?: boolean;
}

/** What Panther knows about the bucket behind an S3 source. */
export interface S3Details extends S3Settings {
  /** Of the CloudFormation stack that Panther suggests for the role. */
  stackName?: string;
}

/** A log source as Panther's GraphQL API tells it. Times are ISO 8601 instants in UTC, with milliseconds. */
export interface PantherSource {
  integrationId: string;
  label: string;
  /** An open list; S3 sources are `aws-s3`. */
  type: string;
  isEditable: boolean;
  isHealthy: boolean;
  logTypes: string[];
  createdAt: string;
  /** Absent where the token may not read users. */
  createdBy?: PantherActor;
  lastModifiedAt?: string;
  lastEventReceivedAt?: string;
  lastEventProcessedAt?: string;
  /** Present for every S3 source, absent for every other type. */
  s3?: S3Details;
  /**
   * Fields of this source that Panther failed to read this time, such as `lastEventReceivedAt` or
   * `s3.kmsKey`. They are absent above, which then does not mean that they have no value.
   */
  degradedFields: string[];
}

/** A row of the list that is not what Panther's schema promises, and is therefore not among the sources. */
export interface RejectedSource {
  /** Absent where the row's own id is what is wrong. */
  integrationId?: string;
  /** Which field was wrong, such as `isHealthy` or `s3PrefixLogTypes.0.prefix`. */
  field: string;
  /** What was expected of it. */
  reason: string;
}

/** A field that this tenant does not give for any source, so that it is not asked for. */
export interface UnavailableField {
  /** Such as `createdBy` or `s3.logStreamTypeOptions.xmlRootElement`. */
  field: string;
  reason: 'not in the schema' | 'not permitted';
}

/** Every log source of one tenant. */
export interface SourceList {
  sources: PantherSource[];
  rejected: RejectedSource[];
  unavailableFields: UnavailableField[];
}

/** Everything about an S3 source that an update replaces. */
export interface S3SourceUpdate {
  label: string;
  logProcessingRole: string;
  logStreamType: string;
  logStreamTypeOptions?: S3StreamTypeOptions;
  managedBucketNotifications: boolean;
  prefixes: S3Prefix[];
  /** Absent means that the bucket is not KMS-encrypted. */
  kmsKey?: string;
}

/** An S3 source to be created; account and bucket cannot be changed afterwards. */
export interface S3SourceInput extends S3SourceUpdate {
  awsAccountId: string;
  bucket: string;
}

/** An S3 source as it is set up in Panther, without health and times. */
export interface S3SourceConfiguration extends S3Settings {
  integrationId: string;
  label: string;
}

/** What became of a request to delete. */
export interface DeletedSource {
  integrationId: string;
  /** False where Panther had no such source any more. */
  existed: boolean;
}

/** A log type, as the tenant's list of schemas names it. */
export interface PantherSchema {
  /** Such as `AWS.CloudTrail`; those people made themselves start with `Custom.` */
  name: string;
  description?: string;
  isArchived: boolean;
  /** True where Panther keeps the schema, false where people of the tenant do. */
  isManaged: boolean;
  referenceUrl?: string;
}

/** The token the client reads with, as Panther describes it. */
export interface OwnApiToken {
  name: string;
  /** An open list of constants such as `LogSourceRead`. */
  permissions: string[];
  /** An ISO 8601 instant; absent where the token does not expire. */
  expiresAt?: string;
}

/** What every method of the tenant client takes. */
export interface TenantCallOptions {
  /**
   * Cancels the call. A read then rejects with the signal's reason; a write that may have been sent
   * rejects with `outcomeUnclear`, since cancelling does not undo it.
   */
  signal?: AbortSignal;
}

/** Which system errors are asked for: those raised between two moments. */
export interface ListSystemErrorsOptions extends TenantCallOptions {
  after: Date;
  before: Date;
}

/** An alert by which Panther tells what is wrong with a log source. */
export interface SystemErrorAlert {
  /** Integration id of the log source. */
  sourceId: string;
  /** An open list of constants such as `SOURCE_PERMISSIONS_CHECKS`. */
  kind: string;
  /** In Panther's words, for people. */
  title: string;
  /** An ISO 8601 instant in UTC, with milliseconds. */
  raisedAt: string;
}

/** The system errors about log sources that are not settled, the latest first. */
export interface SystemErrorList {
  errors: SystemErrorAlert[];
  /** False where there are more than the client reads. */
  complete: boolean;
}

/** What both of Panther's APIs can do with S3 sources. */
export interface S3SourceApi {
  /** Rejects with `conflict` where the label, or bucket and prefix, belong to another source. */
  createS3Source(
    input: S3SourceInput,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration>;

  /** Rejects with `notFound` where there is no S3 source of that id. */
  getS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration>;

  /** Replaces everything about an S3 source but its account and bucket. */
  updateS3Source(
    id: string,
    update: S3SourceUpdate,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration>;

  deleteS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<DeletedSource>;
}
