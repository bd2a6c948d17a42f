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

const { second, hour, day } = spans;

/** The named cases of the demo, and the source that the example documents of Panther's API name. */
export function demoSources(now: number): LogSource[] {
  return [
    buildSource(
      {
        id: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
        label: 'Checkout access logs',
        type: 'aws-s3',
        logTypes: ['AWS.ALB', 'AWS.S3ServerAccess'],
        age: 410 * day + 5 * hour,
        createdBy: users.amara,
        modifiedAgo: 62 * day,
        events: steady(now, 18 * second),
        s3: s3Details('acme-checkout-logs', [
          prefix('alb/', ['AWS.ALB'], ['alb/healthcheck/']),
          prefix('s3/', ['AWS.S3ServerAccess']),
        ]),
      },
      now,
    ),
    buildSource(
      {
        id: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
        label: 'Checkout audit trail',
        type: 'aws-s3',
        logTypes: ['AWS.CloudTrail'],
        age: 395 * day + 2 * hour,
        createdBy: users.amara,
        modifiedAgo: 395 * day,
        events: stopped(now, 6 * hour + 1_234),
        problems: [
          { type: 'SOURCE_PERMISSIONS_CHECKS', since: now - 5 * hour },
        ],
        s3: s3Details(
          'acme-checkout-audit',
          [prefix('audit/', ['AWS.CloudTrail'])],
          {
            kmsKey: `arn:aws:kms:eu-central-1:${awsAccountId}:key/2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62`,
            logStreamType: 'JsonArray',
            logStreamTypeOptions: { jsonArrayEnvelopeField: 'Records' },
          },
        ),
      },
      now,
    ),
    buildSource(
      {
        id: 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38',
        label: 'Billing worker logs',
        type: 'aws-s3',
        logTypes: ['Custom.BillingWorker'],
        age: 120 * day + 11 * hour,
        createdBy: terraformToken,
        modifiedAgo: 9 * day,
        events: steady(now, 47 * second),
        s3: s3Details(
          'acme-billing-logs',
          [prefix('', ['Custom.BillingWorker'])],
          { logStreamType: 'JSON', managedBucketNotifications: false },
        ),
      },
      now,
    ),
    buildSource(
      {
        id: 'bcd45662-bab7-4f99-b69f-083a0212568d',
        label: 'Edge load balancer logs',
        type: 'aws-s3',
        logTypes: ['AWS.ALB'],
        age: 600 * day + 7 * hour,
        createdBy: users.jonas,
        modifiedAgo: 200 * day,
        events: steady(now, 9 * second),
        s3: s3Details('acme-edge-logs', [prefix('', ['AWS.ALB'])]),
      },
      now,
    ),
  ];
}
