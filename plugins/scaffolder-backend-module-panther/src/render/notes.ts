import { getRoleArn, getRootArn, TOPIC_NAME } from './arns';
import { BucketAccess } from './types';

/** What to know of the role, for the file that it is in. */
export function explainRole(access: BucketAccess): string[] {
  const roleArn = getRoleArn(access);
  return [
    `The IAM role with which Panther reads the bucket ${access.bucket}. It belongs in the AWS account ${access.awsAccountId}, and the log source needs its ARN: ${roleArn}`,
    ...(access.kmsKey
      ? [
          `The objects are encrypted with ${
            access.kmsKey
          } and so the policy of that key has to allow what the policy DecryptData below asks for. It needs a statement that lets ${roleArn} do kms:Decrypt and kms:DescribeKey, or one that lets ${getRootArn(
            access,
            access.awsAccountId,
          )} do both, which leaves it to the IAM policies of the account.`,
        ]
      : []),
    ...(access.managedNotifications
      ? [
          `Panther may set the notifications of the bucket up with this role. It makes the topic ${TOPIC_NAME} for that, and does not delete it when the log source goes.`,
        ]
      : []),
  ];
}

/** What to know of the notifications, for the file that they are in. */
export function explainNotifications(
  access: BucketAccess,
  region: string,
): string[] {
  return [
    `Tells Panther of new objects in the bucket ${access.bucket}, which notifies an SNS topic that a queue of Panther is subscribed to. It belongs in the AWS account ${access.awsAccountId} and in the bucket's region, ${region}.`,
    `Make the log source first. Panther confirms the subscription only while it has a log source for this AWS account; Panther's documentation has the very first one made in the Panther Console. Until then the subscription stays pending, Panther learns of no object, and after 48 hours AWS drops it, so that it has to be made anew.`,
    `One topic and one subscription serve all buckets of the account in this region. Where ${TOPIC_NAME} is there already, leave out all but the notification of the bucket, and its depends_on.`,
  ];
}
