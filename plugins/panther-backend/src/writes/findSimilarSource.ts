import { S3SourceInput } from 'backstage-plugin-panther-common';
import { PantherSource, SourceList } from '../tenant/types';

/**
 * The S3 source of a list that has the label, account and bucket of a wanted one. Its label may
 * differ in case and in spaces around it, which people take for the same.
 */
export function findSimilarSource(
  { sources }: SourceList,
  wanted: S3SourceInput,
): PantherSource | undefined {
  return sources.find(
    ({ label, s3 }) =>
      s3?.bucket === wanted.bucket &&
      s3.awsAccountId === wanted.awsAccountId &&
      toLabelKey(label) === toLabelKey(wanted.label),
  );
}

function toLabelKey(label: string): string {
  return label.trim().toLocaleLowerCase('en-US');
}
