import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Write the IAM role for a bucket as Terraform; Panther manages the notifications of the bucket with it',
    example: yaml.stringify({
      steps: [
        {
          id: 'role',
          name: 'Write the IAM role',
          action: 'panther:iamRole:render',
          input: {
            format: 'terraform',
            awsAccountId: '111122223333',
            bucket: 'acme-refund-logs',
            roleSuffix: 'acme-refund-logs',
            targetPath: 'infra/panther',
          },
        },
      ],
    }),
  },
  {
    description:
      'Write role and notifications as CloudFormation, for an encrypted bucket of a Panther whose AWS account is given',
    example: yaml.stringify({
      steps: [
        {
          id: 'role',
          name: 'Write the IAM role and the notifications',
          action: 'panther:iamRole:render',
          input: {
            format: 'cloudformation',
            awsAccountId: '111122223333',
            bucket: 'acme-refund-logs',
            roleSuffix: 'acme-refund-logs',
            kmsKey:
              'arn:aws:kms:eu-central-1:111122223333:key/2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62',
            pantherAwsAccountId: '444455556666',
            notifications: 'selfManaged',
            region: 'eu-central-1',
            pantherRegion: 'us-east-1',
          },
        },
      ],
    }),
  },
];
