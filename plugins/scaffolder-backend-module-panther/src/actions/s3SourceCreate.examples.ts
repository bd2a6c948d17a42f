import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Make a log source of a whole bucket',
    example: yaml.stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the log source',
          action: 'panther:s3Source:create',
          input: {
            awsAccountId: '111122223333',
            bucket: 'acme-refund-logs',
            label: 'Refund logs',
            logProcessingRole:
              'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
          },
        },
      ],
    }),
  },
  {
    description:
      'Make a log source of two parts of an encrypted bucket, whose notifications are set up elsewhere',
    example: yaml.stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the log source',
          action: 'panther:s3Source:create',
          input: {
            instance: 'default',
            awsAccountId: '111122223333',
            bucket: 'acme-payout-logs',
            label: 'Payout logs',
            logProcessingRole:
              'arn:aws:iam::111122223333:role/PantherLogProcessingRole-payouts',
            prefixes: [
              {
                prefix: 'alb/',
                logTypes: ['AWS.ALB'],
                excludedPrefixes: ['alb/healthcheck/'],
              },
              { prefix: 'audit/', logTypes: ['AWS.CloudTrail'] },
            ],
            logStreamType: 'JsonArray',
            logStreamTypeOptions: { jsonArrayEnvelopeField: 'records' },
            managedBucketNotifications: false,
            kmsKey:
              'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
          },
        },
      ],
    }),
  },
  {
    description: 'Make a log source for each bucket that was chosen',
    example: yaml.stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the log sources',
          action: 'panther:s3Source:create',
          each: [
            { bucket: 'acme-cart-logs', label: 'Cart logs' },
            { bucket: 'acme-stock-logs', label: 'Stock logs' },
          ],
          input: {
            awsAccountId: '111122223333',
            bucket: '${{ each.value.bucket }}',
            label: '${{ each.value.label }}',
            logProcessingRole:
              'arn:aws:iam::111122223333:role/PantherLogProcessingRole-shop',
          },
        },
      ],
    }),
  },
];
