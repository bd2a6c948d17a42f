import { isStorable } from './isStorable';
import { PantherSource, RejectedSource } from '../tenant/types';

/** Of an integration id, as of every other word of Panther's that has a column. */
export const WORD_LENGTH = 100;

/** As long as the names of the first years may be; short enough for an index of PostgreSQL's. */
export const BUCKET_LENGTH = 255;

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
  if (!isStorable(integrationId, WORD_LENGTH)) {
    return {
      integrationId,
      field: 'integrationId',
      reason: reasonFor(WORD_LENGTH),
    };
  }
  const texts: { field: string; text: string; length: number }[] = [
    { field: 'integrationType', text: type, length: WORD_LENGTH },
    ...logTypes.map(text => ({ field: 'logTypes', text, length: 255 })),
  ];
  if (s3) {
    texts.push(
      { field: 'awsAccountId', text: s3.awsAccountId, length: WORD_LENGTH },
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
