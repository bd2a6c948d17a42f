import {
  FieldFinding,
  LogSource,
  S3SourceInput,
  WrittenS3Source,
} from 'backstage-plugin-panther-common';
import { S3SourceConfiguration } from '../tenant/types';
import { createHash } from 'node:crypto';

/** The same S3 source said in one way: an empty key, and options that are empty or off, mean none. */
export function normaliseS3Source(source: S3SourceInput): S3SourceInput {
  return {
    awsAccountId: source.awsAccountId,
    bucket: source.bucket,
    label: source.label,
    logProcessingRole: source.logProcessingRole,
    logStreamType: source.logStreamType,
    ...normaliseOptions(source.logStreamTypeOptions),
    managedBucketNotifications: source.managedBucketNotifications,
    prefixes: source.prefixes,
    ...(source.kmsKey && { kmsKey: source.kmsKey }),
  };
}

function normaliseOptions(
  options: S3SourceInput['logStreamTypeOptions'],
): Pick<S3SourceInput, 'logStreamTypeOptions'> {
  const set = Object.entries(options ?? {}).filter(([, value]) => value);
  return set.length ? { logStreamTypeOptions: Object.fromEntries(set) } : {};
}

/**
 * An S3 source of Panther's as it would be asked for. What Panther leaves out is what its Terraform
 * provider takes it for: empty, and notifications that it does not manage.
 */
export function toS3SourceInput(
  configuration: S3SourceConfiguration,
): S3SourceInput {
  return normaliseS3Source({
    ...configuration,
    logProcessingRole: configuration.logProcessingRole ?? '',
    logStreamType: configuration.logStreamType ?? '',
    managedBucketNotifications:
      configuration.managedBucketNotifications ?? false,
  });
}

/**
 * Names what a normalised S3 source is set to, since Panther has no versions: equal for settings that
 * mean the same. The order of prefixes counts, for a later one may win over an earlier one; the order of log
 * types and of exclusions does not.
 */
export function settingsRevision(settings: S3SourceInput): string {
  const options = settings.logStreamTypeOptions;
  return createHash('sha256')
    .update(
      JSON.stringify([
        settings.awsAccountId,
        settings.bucket,
        settings.label,
        settings.logProcessingRole,
        settings.logStreamType,
        [
          options?.jsonArrayEnvelopeField,
          options?.retainEnvelopeFields,
          options?.xmlRootElement,
        ],
        settings.managedBucketNotifications,
        settings.kmsKey,
        settings.prefixes.map(({ prefix, logTypes, excludedPrefixes }) => [
          prefix,
          logTypes.toSorted(),
          excludedPrefixes.toSorted(),
        ]),
      ]),
    )
    .digest('hex');
}

/** Describes an S3 source that was just written, as Panther and as the inventory have it. */
export function toWrittenS3Source(
  configuration: S3SourceConfiguration,
  logSource: LogSource,
  {
    changes = [],
    warnings,
  }: { changes?: WrittenS3Source['changes']; warnings: FieldFinding[] },
): WrittenS3Source {
  const settings = toS3SourceInput(configuration);
  const revision = settingsRevision(settings);
  return { logSource, settings, revision, changes, warnings };
}
