import { BucketAccess, NOTIFICATIONS, PARTITIONS } from '../types';

const REGIONS = {
  aws: { region: 'eu-central-1', pantherRegion: 'us-east-1' },
  'aws-us-gov': { region: 'us-gov-west-1', pantherRegion: 'us-gov-east-1' },
  'aws-cn': { region: 'cn-north-1', pantherRegion: 'cn-northwest-1' },
};

/** The access to the same bucket in every partition, with and without KMS, and each notification. */
export const bucketAccessCases = PARTITIONS.flatMap(partition =>
  NOTIFICATIONS.flatMap(notifications =>
    [true, false].map(encrypted => {
      const { region, pantherRegion } = REGIONS[partition];
      const access: BucketAccess = {
        partition,
        awsAccountId: '011122223333',
        bucket: 'acme-refund-logs',
        roleName: 'PantherLogProcessingRole-acme-refund-logs',
        kmsKey: encrypted
          ? `arn:${partition}:kms:${region}:011122223333:key/2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62`
          : undefined,
        pantherAwsAccountId: '444455556666',
        managedNotifications: notifications === 'managed',
        ownNotifications:
          notifications === 'selfManaged'
            ? { region, pantherRegion }
            : undefined,
      };
      const name = `${partition}, ${
        encrypted ? 'KMS' : 'no KMS'
      }, ${notifications}`;
      return { name, access, notifications, encrypted, region, pantherRegion };
    }),
  ),
);

export type BucketAccessCase = (typeof bucketAccessCases)[number];
