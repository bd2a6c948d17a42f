import type { EventPattern } from './events';

export const logStreamTypes = [
  'Auto',
  'JSON',
  'JsonArray',
  'Lines',
  'XML',
  'CloudWatchLogs',
] as const;

export type LogStreamType = (typeof logStreamTypes)[number];

export interface LogStreamTypeOptions {
  jsonArrayEnvelopeField?: string;
  retainEnvelopeFields?: boolean;
  xmlRootElement?: string;
}

export interface PrefixLogTypes {
  prefix: string;
  logTypes: string[];
  excludedPrefixes: string[];
}

/** What an update may change of an S3 source. */
export interface S3SourceSettings {
  integrationLabel: string;
  kmsKey?: string;
  logProcessingRole: string;
  logStreamType: LogStreamType;
  logStreamTypeOptions?: LogStreamTypeOptions;
  managedBucketNotifications: boolean;
  s3PrefixLogTypes: PrefixLogTypes[];
}

/** What a new S3 source is made of: its settings, and what stays as it is ever after. */
export interface S3SourceCreation extends S3SourceSettings {
  awsAccountId: string;
  s3Bucket: string;
}

export type S3Details = Omit<S3SourceCreation, 'integrationLabel'>;

/** The kinds of system error that concern a log source. */
export type SourceErrorType =
  | 'SOURCE_CLASSIFICATION_FAILURES'
  | 'SOURCE_LOG_PROCESSING_ERRORS'
  | 'SOURCE_NO_DATA'
  | 'SOURCE_PERMISSIONS_CHECKS'
  | 'SOURCE_SCANNING_ERRORS';

/** Something wrong with a log source, over a span of time in milliseconds since 1970. */
export interface Problem {
  type: SourceErrorType;
  since: number;
  until?: number;
}

/** A log source as the tenant keeps it. Times are milliseconds since 1970. */
export interface LogSource {
  integrationId: string;
  integrationLabel: string;
  integrationType: string;
  isEditable: boolean;
  createdAt: number;
  createdBy: Actor | undefined;
  lastModified: number | undefined;
  logTypes: string[];
  events: EventPattern;
  problems: Problem[];
  /** Only of sources of type `aws-s3`. */
  s3: S3Details | undefined;
}

export interface User {
  kind: 'User';
  id: string;
  email: string;
  givenName: string;
  familyName: string;
  createdAt: string;
  lastLoggedInAt: string;
  enabled: boolean;
  status: string;
}

export interface ApiToken {
  kind: 'APIToken';
  id: string;
  name: string;
  permissions: readonly string[];
  createdAt: string;
}

export type Actor = User | ApiToken;
