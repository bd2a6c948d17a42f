import { BucketAccess, BucketAccessWish } from './types';

/** A wish as a step gives it, in which a template may leave texts empty. */
export function readBucketAccessWish(
  input: Pick<BucketAccessWish, 'awsAccountId' | 'bucket' | 'roleSuffix'> &
    Partial<BucketAccessWish>,
): BucketAccessWish {
  return {
    awsAccountId: input.awsAccountId,
    bucket: input.bucket,
    roleSuffix: input.roleSuffix,
    partition: input.partition ?? 'aws',
    notifications: input.notifications ?? 'managed',
    kmsKey: input.kmsKey,
    pantherAwsAccountId: input.pantherAwsAccountId || undefined,
    region: input.region,
    pantherRegion: input.pantherRegion,
  };
}

/** What a wish with which nothing is wrong comes to. */
export function toBucketAccess(
  wish: BucketAccessWish,
  pantherAwsAccountId: string,
): BucketAccess {
  const { notifications, region, pantherRegion } = wish;
  return {
    partition: wish.partition,
    awsAccountId: wish.awsAccountId,
    bucket: wish.bucket,
    roleName: `PantherLogProcessingRole-${wish.roleSuffix}`,
    kmsKey: wish.kmsKey,
    pantherAwsAccountId,
    managedNotifications: notifications === 'managed',
    ownNotifications:
      notifications === 'selfManaged' && region && pantherRegion
        ? { region, pantherRegion }
        : undefined,
  };
}
