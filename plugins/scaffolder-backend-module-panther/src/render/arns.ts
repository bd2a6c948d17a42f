import { BucketAccess } from './types';

/** The topic that Panther expects an account to have in each region with buckets it reads. */
export const TOPIC_NAME = 'panther-notifications-topic';

export function getRoleArn(
  access: Pick<BucketAccess, 'partition' | 'awsAccountId' | 'roleName'>,
): string {
  const { partition, awsAccountId, roleName } = access;
  return `arn:${partition}:iam::${awsAccountId}:role/${roleName}`;
}

/** Of everybody whom an account lets, in the partition of the bucket. */
export function getRootArn(access: BucketAccess, accountId: string): string {
  return `arn:${access.partition}:iam::${accountId}:root`;
}

export function getBucketArn({ partition, bucket }: BucketAccess): string {
  return `arn:${partition}:s3:::${bucket}`;
}

export function getTopicArn(access: BucketAccess, region: string): string {
  return `arn:${access.partition}:sns:${region}:${access.awsAccountId}:${TOPIC_NAME}`;
}

/** Of the queue from which Panther learns of new objects. */
export function getQueueArn(
  access: BucketAccess,
  pantherRegion: string,
): string {
  return `arn:${access.partition}:sqs:${pantherRegion}:${access.pantherAwsAccountId}:panther-input-data-notifications-queue`;
}
