import type { LogSource } from '../types';
import { terraformToken, users } from './actors';
import {
  awsAccountId,
  buildSource,
  prefix,
  s3Details,
  spans,
  steady,
  stopped,
} from './buildSource';

const { second, minute, hour, day } = spans;

/** S3 sources that no entity of the demo names. */
export function otherS3Sources(now: number): LogSource[] {
  return [
    buildSource(
      {
        id: '71c0de2a-9b53-4e84-a1f7-06d8b4e92c15',
        label: 'Organization CloudTrail',
        type: 'aws-s3',
        logTypes: ['AWS.CloudTrail', 'AWS.CloudTrailDigest'],
        age: 880 * day,
        createdBy: users.amara,
        modifiedAgo: 31 * day,
        events: steady(now, 6 * second),
        s3: s3Details('acme-org-cloudtrail', [
          prefix(
            'AWSLogs/',
            ['AWS.CloudTrail'],
            ['AWSLogs/*/CloudTrail-Digest/'],
          ),
          prefix('digest/', ['AWS.CloudTrailDigest']),
        ]),
      },
      now,
    ),
    buildSource(
      {
        id: 'd4a86f17-3c2e-4095-b8d1-9f5e07a3c6b2',
        label: 'VPC flow logs',
        type: 'aws-s3',
        logTypes: ['AWS.VPCFlow'],
        age: 702 * day,
        createdBy: terraformToken,
        modifiedAgo: 44 * day,
        events: steady(now, 5 * second),
        s3: s3Details('acme-vpc-flow', [prefix('', ['AWS.VPCFlow'])], {
          logStreamType: 'Lines',
        }),
      },
      now,
    ),
    buildSource(
      {
        id: '28e5b7d0-64f1-4a3c-8b92-c07d1e6f5a49',
        label: 'GuardDuty findings',
        type: 'aws-s3',
        logTypes: ['AWS.GuardDuty'],
        age: 655 * day,
        createdBy: users.jonas,
        events: steady(now, 4 * minute),
        s3: s3Details(
          'acme-guardduty',
          [prefix('findings/', ['AWS.GuardDuty'])],
          {
            kmsKey: `arn:aws:kms:eu-central-1:${awsAccountId}:key/7d3f5a10-2c84-4b69-8e17-a0b9c6d4e2f8`,
            logStreamType: 'JSON',
          },
        ),
      },
      now,
    ),
    buildSource(
      {
        id: '9f27c4e8-0a6d-4d51-b3c9-185e7ba20d63',
        label: 'Public website WAF',
        type: 'aws-s3',
        logTypes: ['AWS.WAFWebACL'],
        age: 233 * day,
        createdBy: users.mei,
        modifiedAgo: 3 * day,
        // Objects arrive, but for some hours none has fitted its schema.
        events: {
          kind: 'steady',
          from: now - day,
          every: 12 * second,
          lag: 2_500,
          processedUntil: now - 14 * hour,
        },
        problems: [
          { type: 'SOURCE_CLASSIFICATION_FAILURES', since: now - 14 * hour },
        ],
        s3: s3Details(
          'aws-waf-logs-acme-web',
          [prefix('', ['AWS.WAFWebACL'])],
          {
            logStreamType: 'JSON',
          },
        ),
      },
      now,
    ),
    buildSource(
      {
        id: '5d0b9e63-47ac-4f18-92de-3c6a8f1b7e05',
        label: 'Warehouse scanner events',
        type: 'aws-s3',
        logTypes: ['Custom.WarehouseScanner'],
        age: 150 * day,
        createdBy: terraformToken,
        modifiedAgo: 150 * day,
        events: stopped(now, 3 * day + 20 * minute),
        s3: s3Details('acme-warehouse', [
          prefix('scanner/', ['Custom.WarehouseScanner']),
        ]),
      },
      now,
    ),
    buildSource(
      {
        id: 'e63a1f95-7d08-4c2b-a5e4-b91c60d8f7a2',
        label: 'Payroll exports',
        type: 'aws-s3',
        logTypes: ['Custom.PayrollExport'],
        age: 320 * day,
        createdBy: users.mei,
        modifiedAgo: 18 * day,
        // Monthly, so nothing is wrong with a silence of weeks.
        events: stopped(now, 19 * day),
        s3: s3Details(
          'acme-payroll',
          [prefix('exports/', ['Custom.PayrollExport'])],
          {
            logStreamType: 'XML',
            logStreamTypeOptions: { xmlRootElement: 'exports' },
          },
        ),
      },
      now,
    ),
    buildSource(
      {
        id: '0b84d7f2-5e19-4630-9ca8-d2f7165e3b90',
        label: 'Lambda logs',
        type: 'aws-s3',
        logTypes: ['AWS.CloudWatchEvents'],
        age: 77 * day,
        createdBy: users.jonas,
        modifiedAgo: 12 * day,
        events: steady(now, 22 * second),
        s3: s3Details(
          'acme-lambda-logs',
          [prefix('', ['AWS.CloudWatchEvents'])],
          {
            logStreamType: 'CloudWatchLogs',
            logStreamTypeOptions: { retainEnvelopeFields: true },
          },
        ),
      },
      now,
    ),
    buildSource(
      {
        id: '46d9a3c1-f8b7-4e60-8d25-7ca0e1b9f354',
        label: 'Partner portal access',
        type: 'aws-s3',
        logTypes: [],
        age: 2 * day,
        createdBy: users.mei,
        events: { kind: 'never' },
        s3: s3Details('acme-partner-portal', [prefix('access/', [])]),
      },
      now,
    ),
    buildSource(
      {
        id: 'b75e20d8-1a9c-4f47-a680-43d1f5c8e9b6',
        label: 'Legacy mainframe dumps',
        type: 'aws-s3',
        logTypes: ['Custom.Mainframe'],
        age: 800 * day,
        editable: false,
        events: stopped(now, 2 * day),
        problems: [
          { type: 'SOURCE_LOG_PROCESSING_ERRORS', since: now - 2 * day },
        ],
        s3: s3Details(
          'acme-mainframe',
          [prefix('dumps/', ['Custom.Mainframe'])],
          {
            awsAccountId: '444455556666',
            logProcessingRole:
              'arn:aws:iam::444455556666:role/PantherLogProcessingRole-mainframe',
            logStreamType: 'Lines',
          },
        ),
      },
      now,
    ),
    buildSource(
      {
        id: '83f1c6b4-d20e-4957-b7fa-5e9064ac1d28',
        label: 'Kubernetes audit',
        type: 'aws-s3',
        logTypes: ['Amazon.EKS.Audit', 'Amazon.EKS.Authenticator'],
        age: 290 * day,
        createdBy: terraformToken,
        modifiedAgo: 5 * day,
        events: steady(now, 7 * second),
        problems: [
          {
            type: 'SOURCE_PERMISSIONS_CHECKS',
            since: now - 9 * day,
            until: now - 8 * day - 21 * hour,
          },
        ],
        s3: s3Details('acme-eks-audit', [
          prefix('audit/', ['Amazon.EKS.Audit']),
          prefix('authenticator/', ['Amazon.EKS.Authenticator']),
        ]),
      },
      now,
    ),
    buildSource(
      {
        id: 'fa09e7d3-8c46-4b1f-95d2-0c7b3ea41f86',
        label: 'Route 53 resolver queries',
        type: 'aws-s3',
        logTypes: ['AWS.VPCDns'],
        age: 188 * day,
        createdBy: users.jonas,
        events: steady(now, 15 * second),
        s3: s3Details('acme-dns-queries', [prefix('', ['AWS.VPCDns'])], {
          managedBucketNotifications: false,
        }),
      },
      now,
    ),
  ];
}
