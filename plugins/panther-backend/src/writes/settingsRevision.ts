import { S3SourceInput } from 'backstage-plugin-panther-common';
import { createHash } from 'node:crypto';
import { normaliseS3Source } from './normaliseS3Source';

/**
 * Names what an S3 source is set to, since Panther has no versions: equal for settings that mean the
 * same. The order of prefixes counts, for a later one may win over an earlier one; the order of log
 * types and of exclusions does not.
 */
export function settingsRevision(source: S3SourceInput): string {
  const settings = normaliseS3Source(source);
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
