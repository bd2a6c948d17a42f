import { Refusal } from './errors';
import type { LogSource, S3SourceCreation } from './types';

/**
 * The rules a tenant has for S3 sources beyond the shape of the request. None is published: the
 * label's come from the Terraform provider's own check, which agrees with the open-source Panther
 * of 2021, and the others from the latter.
 *
 * @throws {@link Refusal} `bad_request` for the source itself, `exists` where it collides.
 */
export function checkS3Source(
  source: S3SourceCreation,
  others: Iterable<LogSource>,
): void {
  checkValues(source);
  for (const other of others) {
    checkCollision(source, other);
  }
}

function checkValues(source: S3SourceCreation): void {
  const label = source.integrationLabel;
  if (!/^[0-9a-zA-Z- ]+$/.test(label) || !label.trim() || label.length > 32) {
    throw new Refusal(
      'bad_request',
      'integrationLabel must have 1 to 32 letters, digits, dashes and spaces',
    );
  }
  for (const key of [
    'awsAccountId',
    's3Bucket',
    'logProcessingRole',
  ] as const) {
    if (!source[key]) {
      throw new Refusal('bad_request', `${key} must not be empty`);
    }
  }
  if (source.s3PrefixLogTypes.length === 0) {
    throw new Refusal('bad_request', 's3PrefixLogTypes must not be empty');
  }
  const prefixes = source.s3PrefixLogTypes.map(({ prefix }) => prefix);
  const twice = prefixes.find((prefix, at) => prefixes.indexOf(prefix) < at);
  if (twice !== undefined) {
    throw new Refusal(
      'bad_request',
      `s3PrefixLogTypes names the prefix "${twice}" more than once`,
    );
  }
}

function checkCollision(source: S3SourceCreation, other: LogSource): void {
  if (!other.s3) {
    return;
  }
  if (
    other.s3.awsAccountId === source.awsAccountId &&
    other.integrationLabel === source.integrationLabel
  ) {
    throw new Refusal(
      'exists',
      `a log source with label "${source.integrationLabel}" already exists for account ${source.awsAccountId}`,
    );
  }
  const theirs = other.s3;
  const shared =
    theirs.s3Bucket === source.s3Bucket &&
    source.s3PrefixLogTypes.find(mine =>
      theirs.s3PrefixLogTypes.some(
        its => its.prefix.trim() === mine.prefix.trim(),
      ),
    );
  if (shared) {
    throw new Refusal(
      'exists',
      `a log source for bucket ${source.s3Bucket} and prefix "${shared.prefix}" already exists`,
    );
  }
}
