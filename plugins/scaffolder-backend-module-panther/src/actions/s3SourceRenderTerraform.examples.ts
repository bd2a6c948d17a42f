import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Write an S3 log source as Terraform',
    example: yaml.stringify({
      steps: [
        {
          id: 'terraform',
          name: 'Write the log source',
          action: 'panther:s3Source:renderTerraform',
          input: {
            awsAccountId: '111122223333',
            bucket: 'acme-refund-logs',
            label: 'Refund logs',
            logProcessingRole:
              'arn:aws:iam::111122223333:role/PantherLogProcessingRole-acme-refund-logs',
            prefixes: [
              {
                prefix: 'alb/',
                logTypes: ['AWS.ALB'],
                excludedPrefixes: ['alb/healthcheck/'],
              },
            ],
          },
        },
      ],
    }),
  },
  {
    description:
      'Write a log source of one JSON array for each object, beside the other Terraform of a repository and under a name of its own',
    example: yaml.stringify({
      steps: [
        {
          id: 'terraform',
          name: 'Write the log source',
          action: 'panther:s3Source:renderTerraform',
          input: {
            awsAccountId: '111122223333',
            bucket: 'acme-refund-logs',
            label: 'Refund audit trail',
            logProcessingRole:
              'arn:aws:iam::111122223333:role/PantherLogProcessingRole-acme-refund-logs',
            prefixes: [{ prefix: 'audit/', logTypes: ['AWS.CloudTrail'] }],
            logStreamType: 'JsonArray',
            logStreamTypeOptions: { jsonArrayEnvelopeField: 'Records' },
            managedBucketNotifications: false,
            resourceName: 'refund_audit_trail',
            targetPath: 'infra/panther',
          },
        },
      ],
    }),
  },
];
