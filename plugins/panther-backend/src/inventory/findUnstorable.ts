import { isStorable } from '../links/isStorable';
import { PantherSource, RejectedSource } from '../tenant/types';

/** Longer than any of AWS's, and short enough for an index of PostgreSQL's. */
const BUCKET_LENGTH = 255;

/**
 * What of a log source the tables cannot hold, as the migrations lay them out. PostgreSQL would
 * refuse the whole reading for it.
 */
export function findUnstorable({
  integrationId,
  type,
  logTypes,
  s3,
}: PantherSource): RejectedSource | undefined {
  if (!isStorable(integrationId, 100)) {
    return { field: 'integrationId', reason: reasonFor(100) };
  }
  const texts: { field: string; text: string; length: number }[] = [
    { field: 'integrationType', text: type, length: 100 },
    ...logTypes.map(text => ({ field: 'logTypes', text, length: 255 })),
  ];
  if (s3) {
    texts.push(
      { field: 'awsAccountId', text: s3.awsAccountId, length: 100 },
      { field: 's3Bucket', text: s3.bucket, length: BUCKET_LENGTH },
      ...s3.prefixes.map(({ prefix }) => ({
        field: 's3PrefixLogTypes',
        text: prefix,
        // The longest key that an object in S3 can have.
        length: 1024,
      })),
    );
  }
  const wrong = texts.find(({ text, length }) => !isStorable(text, length));
  return (
    wrong && {
      integrationId,
      field: wrong.field,
      reason: reasonFor(wrong.length),
    }
  );
}

function reasonFor(length: number): string {
  return `is longer than ${length} characters, or has characters that no text should have`;
}
