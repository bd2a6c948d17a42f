import { RenderedFile } from '../types';
import { listGrants, RenderedAccess } from './RenderedAccess';
import { HclBody, parseTerraform } from './parseTerraform';

/** What the Terraform of the access to a bucket comes to. */
export async function readTerraformAccess(
  files: RenderedFile[],
): Promise<RenderedAccess> {
  const { resource, output, ...rest } = await parseTerraform(files);
  expect(rest).toEqual({});
  const role = only(resource.aws_iam_role, 'panther_log_processing');
  expect(output.panther_role_arn).toEqual([
    { value: '${aws_iam_role.panther_log_processing.arn}' },
  ]);
  const policies = Object.values<HclBody[]>(resource.aws_iam_role_policy).map(
    ([policy]) => {
      expect(policy?.role).toBe('${aws_iam_role.panther_log_processing.id}');
      return [policy?.name, listGrants(policy?.policy)] as const;
    },
  );
  return {
    role: {
      name: role.name,
      maxSessionDuration: role.max_session_duration,
      tags: role.tags,
      trust: listGrants(role.assume_role_policy),
      policies: Object.fromEntries(policies),
    },
    ...(resource.aws_sns_topic && {
      notifications: readNotifications(resource),
    }),
  };
}

function readNotifications(resource: HclBody): RenderedAccess['notifications'] {
  const topicArn = '${aws_sns_topic.panther_notifications.arn}';
  const key = only(resource.aws_kms_key, 'panther_notifications');
  const topic = only(resource.aws_sns_topic, 'panther_notifications');
  const policy = only(resource.aws_sns_topic_policy, 'panther_notifications');
  const stack = only(resource.aws_cloudformation_stack, 'panther_subscription')
    .template_body.Resources;
  const bucket = only(resource.aws_s3_bucket_notification, 'panther');
  expect(topic.kms_master_key_id).toBe(
    '${aws_kms_key.panther_notifications.arn}',
  );
  expect(policy.arn).toBe(topicArn);
  expect(Object.keys(stack)).toEqual(['Subscription']);
  expect(stack.Subscription.Type).toBe('AWS::SNS::Subscription');
  expect(stack.Subscription.Properties.TopicArn).toBe(topicArn);
  expect(bucket.bucket).toBe('acme-refund-logs');
  expect(bucket.depends_on).toEqual([
    '${aws_sns_topic_policy.panther_notifications}',
  ]);
  expect(bucket.topic).toHaveLength(1);
  return {
    topic: {
      name: topic.name,
      encryptedWith: 'the rendered key',
      grants: listGrants(policy.policy),
    },
    key: {
      grants: listGrants(key.policy),
      rotated: key.enable_key_rotation,
    },
    subscription: {
      topic: 'the rendered topic',
      protocol: stack.Subscription.Properties.Protocol,
      endpoint: stack.Subscription.Properties.Endpoint,
      raw: stack.Subscription.Properties.RawMessageDelivery,
    },
    bucketNotification: {
      topic: bucket.topic[0].topic_arn,
      events: bucket.topic[0].events,
    },
  };
}

function only(blocks: Record<string, HclBody[]>, name: string): HclBody {
  expect(Object.keys(blocks)).toEqual([name]);
  expect(blocks[name]).toHaveLength(1);
  return blocks[name]?.[0] ?? {};
}
