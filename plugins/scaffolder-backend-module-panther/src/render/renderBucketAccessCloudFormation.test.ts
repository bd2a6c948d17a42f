import { bucketAccessCases } from './__testUtils__/bucketAccessCases';
import { checkTemplate } from './__testUtils__/checkTemplate';
import {
  readCloudFormationAccess,
  readTemplate,
} from './__testUtils__/readCloudFormationAccess';
import { requiredAccess } from './__testUtils__/requiredAccess';
import { renderBucketAccessCloudFormation } from './renderBucketAccessCloudFormation';

describe.each(bucketAccessCases)(
  'the CloudFormation of the access to a bucket ($name)',
  example => {
    const files = renderBucketAccessCloudFormation(example.access);
    const templates = files.filter(({ path }) => path.endsWith('.yaml'));

    it('allows what Panther needs and nothing else', () => {
      expect(readCloudFormationAccess(files)).toEqual(requiredAccess(example));
    });

    it('has only what the specification of AWS knows', () => {
      for (const template of templates) {
        expect(checkTemplate(readTemplate(template))).toEqual([]);
      }
    });

    it('quotes account ids and versions, which YAML would take for numbers and dates', () => {
      for (const { content } of templates) {
        expect(content).not.toMatch(/: (?:\d{12}|\d{4}-\d\d-\d\d)$/m);
        expect(content).toContain('AWSTemplateFormatVersion: "2010-09-09"');
      }
    });

    it('puts the notifications in files of their own, for they come later', () => {
      expect(files.map(({ path }) => path)).toEqual(
        example.notifications === 'selfManaged'
          ? [
              'panther-iam-role.yaml',
              'panther-notifications.yaml',
              'panther-bucket-notification.json',
            ]
          : ['panther-iam-role.yaml'],
      );
    });

    it('says what the policy of the KMS key must allow', () => {
      expect(
        commentOf(files[0]?.content).includes(
          'do kms:Decrypt and kms:DescribeKey, or one that lets',
        ),
      ).toBe(example.encrypted);
    });

    it('says how to apply what CloudFormation cannot', () => {
      expect(
        files[1]?.content.includes(
          `\n#   aws s3api put-bucket-notification-configuration --region ${example.region} --bucket acme-refund-logs --notification-configuration file://panther-bucket-notification.json\n`,
        ) ?? false,
      ).toBe(example.notifications === 'selfManaged');
    });
  },
);

describe('the specification of AWS', () => {
  const role = (properties: object, type = 'AWS::IAM::Role') => ({
    Resources: {
      Role: {
        Type: type,
        Properties: { AssumeRolePolicyDocument: {}, ...properties },
      },
    },
  });

  it.each([
    [role({}, 'AWS::IAM::Rolle'), 'Role: no resource type AWS::IAM::Rolle'],
    [role({ Name: 'x' }), 'Role.Name: no such property'],
    [role({ MaxSessionDuration: 'x' }), 'Role.MaxSessionDuration: no integer'],
    [role({ Policies: [{}] }), 'Role.Policies.0.PolicyName: missing'],
    [role({ Tags: [{ Key: 'x' }] }), 'Role.Tags.0.Value: missing'],
    [
      role({ RoleName: { Ref: 'X' } }),
      'Role.RoleName: no resource X to refer to',
    ],
    [
      role({ RoleName: { 'Fn::GetAtt': ['Role', 'X'] } }),
      'Role.RoleName: AWS::IAM::Role has no attribute X',
    ],
  ])('finds what is wrong (%#)', (template, problem) => {
    expect(checkTemplate(template)).toContain(problem);
  });
});

function commentOf(content = ''): string {
  return content
    .split('\n')
    .filter(line => line.startsWith('#'))
    .map(line => line.slice(2))
    .join(' ');
}
