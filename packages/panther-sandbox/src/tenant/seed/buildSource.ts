import type { EventPattern } from '../events';
import type { Actor, LogSource, PrefixLogTypes, S3Details } from '../types';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Spans of time in milliseconds, for writing the seed down. */
export const spans = { second: 1_000, minute, hour, day };

/** The AWS account of the demo company. */
export const awsAccountId = '111122223333';

/** What differs from one seeded source to the next. Spans count back from the moment of seeding. */
export interface SourceSeed {
  id: string;
  label: string;
  type: string;
  logTypes: string[];
  /** Milliseconds. */
  age: number;
  createdBy?: Actor;
  editable?: boolean;
  modifiedAgo?: number;
  events: EventPattern;
  problems?: LogSource['problems'];
  s3?: S3Details;
}

export function buildSource(seed: SourceSeed, now: number): LogSource {
  return {
    integrationId: seed.id,
    integrationLabel: seed.label,
    integrationType: seed.type,
    isEditable: seed.editable ?? true,
    createdAt: now - seed.age,
    createdBy: seed.createdBy,
    lastModified:
      seed.modifiedAgo === undefined ? undefined : now - seed.modifiedAgo,
    logTypes: seed.logTypes,
    events: seed.events,
    problems: seed.problems ?? [],
    s3: seed.s3,
  };
}

/** Events that have been arriving for a day and go on doing so. */
export function steady(now: number, every: number, lag = 2_500): EventPattern {
  return { kind: 'steady', from: now - day - (every >> 1), every, lag };
}

/** No event since then. */
export function stopped(now: number, ago: number): EventPattern {
  return {
    kind: 'stopped',
    receivedAt: now - ago,
    processedAt: now - ago + 2_500,
  };
}

/** The S3 part of a source, with the values that most of the demo company's buckets share. */
export function s3Details(
  s3Bucket: string,
  s3PrefixLogTypes: PrefixLogTypes[],
  others: Partial<S3Details> = {},
): S3Details {
  return {
    awsAccountId,
    s3Bucket,
    s3PrefixLogTypes,
    logProcessingRole: `arn:aws:iam::${awsAccountId}:role/PantherLogProcessingRole-${s3Bucket}`,
    logStreamType: 'Auto',
    managedBucketNotifications: true,
    ...others,
  };
}

export function prefix(
  path: string,
  logTypes: string[],
  excludedPrefixes: string[] = [],
): PrefixLogTypes {
  return { prefix: path, logTypes, excludedPrefixes };
}
