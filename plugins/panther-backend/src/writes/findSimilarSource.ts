import { S3SourceInput } from 'backstage-plugin-panther-common';

interface Source {
  label: string;
  s3?: Pick<S3SourceInput, 'bucket' | 'awsAccountId'>;
}

/**
 * The S3 source among some that has the label, account and bucket of a wanted one. Its label may
 * differ in case and in spaces around it, which people take for the same.
 */
export function findSimilarSource<T extends Source>(
  sources: T[],
  wanted: S3SourceInput,
): T | undefined {
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
