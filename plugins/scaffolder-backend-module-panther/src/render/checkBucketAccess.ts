import {
  checkS3SourceField,
  FieldFinding,
} from 'backstage-plugin-panther-common';
import { BucketAccessWish, Partition } from './types';

/** The name of an IAM role has 64 characters at most, of which PantherLogProcessingRole- takes 25. */
const ROLE_SUFFIX = /^[A-Za-z0-9+=,.@_-]{1,39}$/;

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const REGION = /^[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2}$/;

/** Everything that is wrong with it, by the rules for an S3 source where it is a part of one. */
export function checkBucketAccess(wish: BucketAccessWish): FieldFinding[] {
  const messages: [string, string | undefined][] = [
    ['awsAccountId', checkS3SourceField('awsAccountId', wish.awsAccountId)],
    ['bucket', checkS3SourceField('bucket', wish.bucket)],
    [
      'roleSuffix',
      ROLE_SUFFIX.test(wish.roleSuffix)
        ? undefined
        : 'The suffix of the role must have 1 to 39 characters, which may be letters from a to z, digits and + = , . @ _ -',
    ],
    ['kmsKey', checkKmsKey(wish)],
    [
      'pantherAwsAccountId',
      wish.pantherAwsAccountId &&
      checkS3SourceField('awsAccountId', wish.pantherAwsAccountId)
        ? "Panther's AWS account id must be 12 digits, leading zeros included."
        : undefined,
    ],
    ...(wish.notifications === 'selfManaged'
      ? (['region', 'pantherRegion'] as const).map(
          (field): [string, string | undefined] => [
            field,
            checkRegion(wish[field], wish.partition),
          ],
        )
      : []),
  ];
  return messages.flatMap(([field, message]) =>
    message ? [{ field, message }] : [],
  );
}

function checkKmsKey({
  kmsKey,
  partition,
}: BucketAccessWish): string | undefined {
  if (!kmsKey) {
    return undefined;
  }
  return (
    checkS3SourceField('kmsKey', kmsKey) ??
    (kmsKey.startsWith(`arn:${partition}:`)
      ? undefined
      : `The KMS key is not in the partition ${partition}, where the bucket is; set partition to that of the key, which is the second part of its ARN.`)
  );
}

function checkRegion(
  region: string | undefined,
  partition: Partition,
): string | undefined {
  if (!region) {
    return 'Self-managed notifications need it; give a region such as eu-central-1.';
  }
  if (!REGION.test(region)) {
    return 'It must be the id of an AWS region, such as eu-central-1.';
  }
  return partitionOf(region) === partition
    ? undefined
    : `The region ${region} is in the partition ${partitionOf(
        region,
      )} and not in ${partition}; give one of that partition, or set partition.`;
}

function partitionOf(region: string): Partition {
  if (region.startsWith('us-gov-')) {
    return 'aws-us-gov';
  }
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}
