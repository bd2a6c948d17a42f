import { getBucketArn, getRootArn, getTopicArn } from './arns';
import { BucketAccess } from './types';

/** One rule of a policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Principal?: { AWS: string } | { Service: string[] };
  Action: string[];
  Resource?: string[];
  Condition?: Record<string, Record<string, string>>;
};

export type PolicyDocument = {
  Version: '2012-10-17';
  Statement: PolicyStatement[];
};

/**
 * What publishes to the topic. Their names end the same in every partition, in China too:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const PUBLISHERS = ['s3.amazonaws.com', 'cloudtrail.amazonaws.com'];

/** Who may take the role on. Panther gives no external id. */
export function trustPolicy(access: BucketAccess): PolicyDocument {
  return policy({
    Sid: 'PantherReadsTheBucket',
    Effect: 'Allow',
    Principal: { AWS: getRootArn(access, access.pantherAwsAccountId) },
    Action: ['sts:AssumeRole'],
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  });
}

/** What the role may do, by the names of its inline policies. */
export function rolePolicies(
  access: BucketAccess,
): Record<string, PolicyDocument> {
  const bucketArn = getBucketArn(access);
  return {
    ReadData: policy(
      {
        Sid: 'FindObjects',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:ListBucket'],
        Resource: [bucketArn],
      },
      {
        Sid: 'ReadObjects',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: [`${bucketArn}/*`],
      },
    ),
    ...(access.kmsKey && {
      DecryptData: policy({
        Sid: 'DecryptObjects',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Resource: [access.kmsKey],
      }),
    }),
    ...(access.managedNotifications && {
      ManagePantherTopic: policy({
        Sid: 'ManageTopic',
        Effect: 'Allow',
        Action: ['sns:*'],
        Resource: [getTopicArn(access, '*')],
      }),
      GetPutBucketNotifications: policy({
        Sid: 'SetUpBucketNotifications',
        Effect: 'Allow',
        Action: ['s3:GetBucketNotification', 's3:PutBucketNotification'],
        Resource: [bucketArn],
      }),
    }),
  };
}

/** Who may publish to the topic, and that Panther may subscribe to it. */
export function topicPolicy(
  access: BucketAccess,
  region: string,
): PolicyDocument {
  const topicArn = getTopicArn(access, region);
  return policy(
    {
      Sid: 'BucketsAndTrailsOfTheAccountPublish',
      Effect: 'Allow',
      Principal: { Service: PUBLISHERS },
      Action: ['sns:Publish'],
      Resource: [topicArn],
      // Without it, buckets of anybody could fill the topic.
      Condition: { StringEquals: { 'aws:SourceAccount': access.awsAccountId } },
    },
    {
      Sid: 'PantherSubscribes',
      Effect: 'Allow',
      Principal: { AWS: getRootArn(access, access.pantherAwsAccountId) },
      Action: ['sns:Subscribe'],
      Resource: [topicArn],
    },
  );
}

/**
 * Who may use the key that the topic is encrypted with. AWS's own key for SNS cannot be used, since
 * its policy cannot let S3 in:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
export function topicKeyPolicy(access: BucketAccess): PolicyDocument {
  return policy(
    {
      Sid: 'AccountAdministersKey',
      Effect: 'Allow',
      Principal: { AWS: getRootArn(access, access.awsAccountId) },
      Action: ['kms:*'],
      Resource: ['*'],
    },
    {
      Sid: 'PublishersEncrypt',
      Effect: 'Allow',
      Principal: { Service: PUBLISHERS },
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: ['*'],
    },
  );
}

function policy(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
