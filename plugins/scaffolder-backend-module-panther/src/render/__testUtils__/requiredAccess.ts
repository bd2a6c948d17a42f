import { BucketAccessCase } from './bucketAccessCases';
import { RenderedAccess } from './RenderedAccess';

/**
 * What Panther needs, written down from its documentation and not from the code: its templates at
 * https://github.com/panther-labs/panther-auxiliary
 */
export function requiredAccess({
  access: { partition },
  notifications,
  encrypted,
  region,
  pantherRegion,
}: BucketAccessCase): RenderedAccess {
  const bucket = `arn:${partition}:s3:::acme-refund-logs`;
  const topicIn = (place: string) =>
    `arn:${partition}:sns:${place}:011122223333:panther-notifications-topic`;
  const key = `arn:${partition}:kms:${region}:011122223333:key/2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62`;
  const panther = `AWS arn:${partition}:iam::444455556666:root`;
  const ofTheAccount =
    ' if {"StringEquals":{"aws:SourceAccount":"011122223333"}}';
  return {
    role: {
      name: 'PantherLogProcessingRole-acme-refund-logs',
      maxSessionDuration: 3600,
      tags: { 'panther:app': 'panther' },
      trust: [
        `${panther}: Allow sts:AssumeRole on - if {"Bool":{"aws:SecureTransport":"true"}}`,
      ],
      policies: {
        ReadData: [
          `Allow s3:GetBucketLocation on ${bucket}`,
          `Allow s3:GetObject on ${bucket}/*`,
          `Allow s3:ListBucket on ${bucket}`,
        ],
        ...(encrypted && {
          DecryptData: [
            `Allow kms:Decrypt on ${key}`,
            `Allow kms:DescribeKey on ${key}`,
          ],
        }),
        ...(notifications === 'managed' && {
          ManagePantherTopic: [`Allow sns:* on ${topicIn('*')}`],
          GetPutBucketNotifications: [
            `Allow s3:GetBucketNotification on ${bucket}`,
            `Allow s3:PutBucketNotification on ${bucket}`,
          ],
        }),
      },
    },
    ...(notifications === 'selfManaged' && {
      notifications: {
        topic: {
          name: 'panther-notifications-topic',
          encryptedWith: 'the rendered key',
          grants: [
            `${panther}: Allow sns:Subscribe on ${topicIn(region)}`,
            `Service cloudtrail.amazonaws.com: Allow sns:Publish on ${topicIn(
              region,
            )}${ofTheAccount}`,
            `Service s3.amazonaws.com: Allow sns:Publish on ${topicIn(
              region,
            )}${ofTheAccount}`,
          ],
        },
        key: {
          rotated: true,
          grants: [
            `AWS arn:${partition}:iam::011122223333:root: Allow kms:* on *`,
            'Service cloudtrail.amazonaws.com: Allow kms:Decrypt on *',
            'Service cloudtrail.amazonaws.com: Allow kms:GenerateDataKey on *',
            'Service s3.amazonaws.com: Allow kms:Decrypt on *',
            'Service s3.amazonaws.com: Allow kms:GenerateDataKey on *',
          ],
        },
        subscription: {
          topic: 'the rendered topic',
          protocol: 'sqs',
          endpoint: `arn:${partition}:sqs:${pantherRegion}:444455556666:panther-input-data-notifications-queue`,
          raw: false,
        },
        bucketNotification: {
          topic: topicIn(region),
          events: ['s3:ObjectCreated:*'],
        },
      },
    }),
  };
}
