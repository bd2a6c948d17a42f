import { FieldFinding, S3SourceInput } from '../types';
import { checkS3Source } from './checkS3Source';
import { S3SourceSurroundings } from './types';
import { warnAboutPrefixes } from './warnAboutPrefixes';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NEW_BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * What may surprise whoever makes or changes an S3 source, though nothing is wrong with it. A field
 * that {@link checkS3Source} refuses is not warned about.
 *
 * @public
 */
export function warnAboutS3Source(
  source: S3SourceInput,
  surroundings: S3SourceSurroundings,
): FieldFinding[] {
  const refused = new Set(
    checkS3Source(source, surroundings).map(({ field }) => field),
  );
  return [
    ...(surroundings.current
      ? []
      : [
          ...warnAboutAccount(source, surroundings.awsAccountIds),
          ...warnAboutBucket(source),
        ]),
    ...warnAboutRole(source, surroundings.current),
    ...warnAboutEncryption(source, surroundings.current),
    ...warnAboutPrefixes(source.prefixes),
    ...warnAboutNotifications(source, surroundings.current),
  ].filter(({ field }) => !refused.has(field));
}

/** https://help.panther.com/articles/2327494518-why-is-my-sns-topic-stuck-in-a-pending-confirmation-state-for-the-sqs-confirmation-for-panther */
function warnAboutAccount(
  { awsAccountId }: S3SourceInput,
  known: string[] | undefined,
): FieldFinding[] {
  return !known || known.includes(awsAccountId)
    ? []
    : [
        {
          field: 'awsAccountId',
          message: `No log source that you can see reads from the AWS account ${awsAccountId} yet, and Panther confirms an account's notifications only once one does; make the first one in the Panther Console, or its subscription may stay at "pending confirmation".`,
        },
      ];
}

function warnAboutBucket({ bucket }: S3SourceInput): FieldFinding[] {
  return NEW_BUCKET.test(bucket)
    ? []
    : [
        {
          field: 'bucket',
          message: `Only a bucket from before March 2018 can be called '${bucket}'; check its name.`,
        },
      ];
}

function warnAboutRole(
  { awsAccountId, logProcessingRole }: S3SourceInput,
  current: S3SourceInput | undefined,
): FieldFinding[] {
  const account = /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(logProcessingRole)?.[1];
  return !account ||
    account === awsAccountId ||
    logProcessingRole === current?.logProcessingRole
    ? []
    : [
        {
          field: 'logProcessingRole',
          message: `The role belongs to the AWS account ${account} and the bucket does not; the bucket's policy has to let the role read it.`,
        },
      ];
}

/** https://docs.panther.com/data-onboarding/data-transports/aws/s3 */
function warnAboutEncryption(
  { kmsKey }: S3SourceInput,
  current: S3SourceInput | undefined,
): FieldFinding[] {
  const message = current
    ? explainKeyChange(kmsKey || undefined, current.kmsKey || undefined)
    : !kmsKey &&
      'Panther may take no KMS key later; if the bucket is encrypted with one, or will be, name it now.';
  return message ? [{ field: 'kmsKey', message }] : [];
}

function explainKeyChange(
  kmsKey: string | undefined,
  current: string | undefined,
): string | undefined {
  if (kmsKey === current) {
    return undefined;
  }
  return kmsKey
    ? 'Panther may not take up a KMS key that was not there when the log source was made; if it cannot read the bucket afterwards, make a new log source with the key.'
    : 'Without the KMS key, Panther may not read what is encrypted with it, and it may take no key later; remove it only where nothing is encrypted.';
}

function warnAboutNotifications(
  { managedBucketNotifications }: S3SourceInput,
  current: S3SourceInput | undefined,
): FieldFinding[] {
  return managedBucketNotifications === current?.managedBucketNotifications
    ? []
    : [
        {
          field: 'managedBucketNotifications',
          message: managedBucketNotifications
            ? "Panther will make an SNS topic and change the bucket's notifications in the AWS account of the bucket; the role has to let it."
            : "Panther will not see to the bucket's notifications; set them up yourself, or no event will arrive.",
        },
      ];
}
