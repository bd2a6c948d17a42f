import { parse } from 'yaml';
import { RenderedFile } from '../types';
import { listGrants, RenderedAccess } from './RenderedAccess';

/** What the CloudFormation of the access to a bucket comes to. */
export function readCloudFormationAccess(
  files: RenderedFile[],
): RenderedAccess {
  const [roleFile, ...notificationFiles] = files;
  const { Resources, Outputs } = readTemplate(roleFile);
  expect(Object.keys(Resources)).toEqual(['LogProcessingRole']);
  expect(Outputs.RoleARN.Value).toEqual({
    'Fn::GetAtt': ['LogProcessingRole', 'Arn'],
  });
  const role = Resources.LogProcessingRole.Properties;
  return {
    role: {
      name: role.RoleName,
      maxSessionDuration: role.MaxSessionDuration,
      tags: readTags(role.Tags),
      trust: listGrants(role.AssumeRolePolicyDocument),
      policies: Object.fromEntries(
        role.Policies.map(
          (policy: {
            PolicyName: string;
            PolicyDocument: Parameters<typeof listGrants>[0];
          }) => [policy.PolicyName, listGrants(policy.PolicyDocument)],
        ),
      ),
    },
    ...(notificationFiles.length && {
      notifications: readNotifications(notificationFiles),
    }),
  };
}

/** A template as CloudFormation reads it, in the older YAML. */
export function readTemplate(file: RenderedFile | undefined) {
  expect(file?.path).toMatch(/\.yaml$/);
  return parse(file?.content ?? '', { version: '1.1' });
}

function readNotifications([
  templateFile,
  bucketFile,
  ...others
]: RenderedFile[]): RenderedAccess['notifications'] {
  expect(others).toEqual([]);
  const { Resources } = readTemplate(templateFile);
  const properties = (name: string) => Resources[name].Properties;
  const subscription = properties('PantherSubscription');
  expect(properties('NotificationsTopic').KmsMasterKeyId).toEqual({
    'Fn::GetAtt': ['NotificationsKey', 'Arn'],
  });
  expect(properties('NotificationsTopicPolicy').Topics).toEqual([
    { Ref: 'NotificationsTopic' },
  ]);
  expect(subscription.TopicArn).toEqual({ Ref: 'NotificationsTopic' });
  const { TopicConfigurations, ...otherConfigurations } = JSON.parse(
    bucketFile?.content ?? '',
  );
  expect(TopicConfigurations).toHaveLength(1);
  expect(otherConfigurations).toEqual({});
  return {
    topic: {
      name: properties('NotificationsTopic').TopicName,
      encryptedWith: 'the rendered key',
      grants: listGrants(properties('NotificationsTopicPolicy').PolicyDocument),
    },
    key: {
      grants: listGrants(properties('NotificationsKey').KeyPolicy),
      rotated: properties('NotificationsKey').EnableKeyRotation,
    },
    subscription: {
      topic: 'the rendered topic',
      protocol: subscription.Protocol,
      endpoint: subscription.Endpoint,
      raw: subscription.RawMessageDelivery,
    },
    bucketNotification: {
      topic: TopicConfigurations[0].TopicArn,
      events: TopicConfigurations[0].Events,
    },
  };
}

function readTags(
  tags: { Key: string; Value: string }[],
): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
