import { Document } from 'yaml';
import { getQueueArn, getTopicArn, TOPIC_NAME } from './arns';
import { explainNotifications, explainRole } from './notes';
import {
  rolePolicies,
  topicKeyPolicy,
  topicPolicy,
  trustPolicy,
} from './policies';
import { BucketAccess, RenderedFile } from './types';
import { wrapText } from './wrapText';

const NOTIFICATION_FILE = 'panther-bucket-notification.json';
const TAGS = [{ Key: 'panther:app', Value: 'panther' }];

/** What AWS needs so that Panther can read a bucket, as CloudFormation. */
export function renderBucketAccessCloudFormation(
  access: BucketAccess,
): RenderedFile[] {
  const { ownNotifications } = access;
  return [
    {
      path: 'panther-iam-role.yaml',
      content: renderTemplate(
        [
          ...explainRole(access),
          'The stack needs the capability CAPABILITY_NAMED_IAM, since the role has a name.',
        ],
        describeRole(access),
      ),
    },
    ...(ownNotifications
      ? [
          {
            path: 'panther-notifications.yaml',
            content: renderTemplate(
              [
                ...explainNotifications(access, ownNotifications.region),
                `CloudFormation cannot set up notifications of a bucket that is not in the stack. ${NOTIFICATION_FILE} holds the one that is needed; when the stack is complete, apply it with this command:`,
                `  aws s3api put-bucket-notification-configuration --region ${ownNotifications.region} --bucket ${access.bucket} --notification-configuration file://${NOTIFICATION_FILE}`,
                'It takes away every other notification of the bucket; where it has some, add them to the file.',
              ],
              describeNotifications(access, ownNotifications),
            ),
          },
          {
            path: NOTIFICATION_FILE,
            content: renderBucketNotification(access, ownNotifications.region),
          },
        ]
      : []),
  ];
}

function describeRole(access: BucketAccess) {
  return {
    Description: 'The IAM role with which Panther reads a bucket',
    Resources: {
      LogProcessingRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: access.roleName,
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: trustPolicy(access),
          Policies: Object.entries(rolePolicies(access)).map(
            ([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument }),
          ),
          Tags: TAGS,
        },
      },
    },
    Outputs: {
      RoleARN: { Value: { 'Fn::GetAtt': ['LogProcessingRole', 'Arn'] } },
    },
  };
}

function describeNotifications(
  access: BucketAccess,
  own: { region: string; pantherRegion: string },
) {
  return {
    Description: 'Tells Panther of new objects in buckets',
    Resources: {
      NotificationsKey: {
        Type: 'AWS::KMS::Key',
        Properties: {
          Description: `Encrypts ${TOPIC_NAME}`,
          EnableKeyRotation: true,
          KeyPolicy: topicKeyPolicy(access),
          Tags: TAGS,
        },
      },
      NotificationsTopic: {
        Type: 'AWS::SNS::Topic',
        Properties: {
          TopicName: TOPIC_NAME,
          KmsMasterKeyId: { 'Fn::GetAtt': ['NotificationsKey', 'Arn'] },
          Tags: TAGS,
        },
      },
      NotificationsTopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'NotificationsTopic' }],
          PolicyDocument: topicPolicy(access, own.region),
        },
      },
      PantherSubscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'NotificationsTopic' },
          Protocol: 'sqs',
          Endpoint: getQueueArn(access, own.pantherRegion),
          RawMessageDelivery: false,
        },
      },
    },
    Outputs: { TopicARN: { Value: { Ref: 'NotificationsTopic' } } },
  };
}

/** As `put-bucket-notification-configuration` of the AWS command line takes it. */
function renderBucketNotification(
  access: BucketAccess,
  region: string,
): string {
  const configuration = {
    TopicConfigurations: [
      {
        Id: 'panther',
        TopicArn: getTopicArn(access, region),
        Events: ['s3:ObjectCreated:*'],
      },
    ],
  };
  return `${JSON.stringify(configuration, undefined, 2)}\n`;
}

function renderTemplate(paragraphs: string[], template: object): string {
  const document = new Document(
    { AWSTemplateFormatVersion: '2010-09-09', ...template },
    {
      // Quotes what CloudFormation would take for a date, a number or a boolean.
      version: '1.1',
      aliasDuplicateObjects: false,
    },
  );
  document.commentBefore = paragraphs
    .map(paragraph =>
      wrapText(paragraph)
        .map(line => ` ${line}`)
        .join('\n'),
    )
    .join('\n\n');
  return document.toString({ lineWidth: 0 });
}
