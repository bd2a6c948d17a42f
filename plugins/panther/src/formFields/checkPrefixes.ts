import { checkS3Source, FieldFinding } from 'backstage-plugin-panther-common';
import { S3Prefix } from './types';

/** What is wrong with the prefixes of an S3 source of which nothing else is known yet. */
export function checkPrefixes(prefixes: S3Prefix[]): FieldFinding[] {
  return checkS3Source(
    {
      awsAccountId: '',
      bucket: '',
      label: '',
      logProcessingRole: '',
      logStreamType: 'Auto',
      managedBucketNotifications: true,
      prefixes,
    },
    {},
  ).filter(({ field }) => field.startsWith('prefixes'));
}
