import { getQueueArn, getTopicArn, TOPIC_NAME } from './arns';
import { HclBlock, HclExpression, renderHcl } from './hcl';
import { explainNotifications, explainRole } from './notes';
import {
  rolePolicies,
  topicKeyPolicy,
  topicPolicy,
  trustPolicy,
} from './policies';
import { BucketAccess, RenderedFile } from './types';

const ROLE = 'aws_iam_role.panther_log_processing';
const TOPIC = 'aws_sns_topic.panther_notifications';
const TAGS = { 'panther:app': 'panther' };

/** What AWS needs so that Panther can read a bucket, as Terraform. */
export function renderBucketAccessTerraform(
  access: BucketAccess,
): RenderedFile[] {
  const { ownNotifications } = access;
  return [
    {
      path: 'panther-iam-role.tf',
      content: renderHcl(explainRole(access), describeRole(access)),
    },
    ...(ownNotifications
      ? [
          {
            path: 'panther-notifications.tf',
            content: renderHcl(
              explainNotifications(access, ownNotifications.region),
              describeNotifications(access, ownNotifications),
            ),
          },
        ]
      : []),
  ];
}

function describeRole(access: BucketAccess): HclBlock[] {
  return [
    {
      type: 'resource',
      labels: ['aws_iam_role', 'panther_log_processing'],
      attributes: {
        name: access.roleName,
        max_session_duration: 3600,
        assume_role_policy: HclExpression.call(
          'jsonencode',
          trustPolicy(access),
        ),
        tags: TAGS,
      },
    },
    ...Object.entries(rolePolicies(access)).map(([name, policy]) => ({
      type: 'resource',
      labels: [
        'aws_iam_role_policy',
        `panther_log_processing_${toSnakeCase(name)}`,
      ],
      attributes: {
        name,
        role: HclExpression.reference(`${ROLE}.id`),
        policy: HclExpression.call('jsonencode', policy),
      },
    })),
    {
      type: 'output',
      labels: ['panther_role_arn'],
      attributes: { value: HclExpression.reference(`${ROLE}.arn`) },
    },
  ];
}

function describeNotifications(
  access: BucketAccess,
  own: { region: string; pantherRegion: string },
): HclBlock[] {
  return [
    {
      type: 'resource',
      labels: ['aws_kms_key', 'panther_notifications'],
      attributes: {
        description: `Encrypts ${TOPIC_NAME}`,
        enable_key_rotation: true,
        policy: HclExpression.call('jsonencode', topicKeyPolicy(access)),
        tags: TAGS,
      },
    },
    {
      type: 'resource',
      labels: ['aws_sns_topic', 'panther_notifications'],
      attributes: {
        name: TOPIC_NAME,
        kms_master_key_id: HclExpression.reference(
          'aws_kms_key.panther_notifications.arn',
        ),
        tags: TAGS,
      },
    },
    {
      type: 'resource',
      labels: ['aws_sns_topic_policy', 'panther_notifications'],
      attributes: {
        arn: HclExpression.reference(`${TOPIC}.arn`),
        policy: HclExpression.call(
          'jsonencode',
          topicPolicy(access, own.region),
        ),
      },
    },
    {
      comment:
        'CloudFormation makes the subscription because it does not wait for Panther to confirm it; aws_sns_topic_subscription fails when two minutes have passed.',
      type: 'resource',
      labels: ['aws_cloudformation_stack', 'panther_subscription'],
      attributes: {
        name: 'panther-notifications-subscription',
        template_body: HclExpression.call('jsonencode', {
          Resources: {
            Subscription: {
              Type: 'AWS::SNS::Subscription',
              Properties: {
                TopicArn: HclExpression.reference(`${TOPIC}.arn`),
                Protocol: 'sqs',
                Endpoint: getQueueArn(access, own.pantherRegion),
                RawMessageDelivery: false,
              },
            },
          },
        }),
        tags: TAGS,
      },
    },
    {
      comment:
        'Takes away every notification of the bucket that is not in it; where it has others, add this topic to the resource that they are in.',
      type: 'resource',
      labels: ['aws_s3_bucket_notification', 'panther'],
      attributes: {
        bucket: access.bucket,
        depends_on: [
          // S3 asks whether it may publish when the notification is made.
          HclExpression.reference('aws_sns_topic_policy.panther_notifications'),
        ],
      },
      blocks: [
        {
          type: 'topic',
          attributes: {
            // The ARN itself, since the topic may be of another configuration.
            topic_arn: getTopicArn(access, own.region),
            events: ['s3:ObjectCreated:*'],
          },
        },
      ],
    },
    {
      type: 'output',
      labels: ['panther_topic_arn'],
      attributes: { value: HclExpression.reference(`${TOPIC}.arn`) },
    },
  ];
}

function toSnakeCase(name: string): string {
  return name.replace(/\B[A-Z]/g, '_$&').toLowerCase();
}
