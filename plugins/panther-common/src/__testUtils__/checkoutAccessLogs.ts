import { S3SourceInput } from '../types';

/** An S3 source with which nothing is wrong, and what is given of it instead. */
export function checkoutAccessLogs(
  instead: Partial<S3SourceInput> = {},
): S3SourceInput {
  return {
    label: 'Checkout access logs',
    awsAccountId: '111122223333',
    bucket: 'acme-checkout-logs',
    logProcessingRole:
      'arn:aws:iam::111122223333:role/PantherLogProcessingRole-acme-checkout-logs',
    logStreamType: 'Auto',
    managedBucketNotifications: true,
    prefixes: [
      {
        prefix: 'alb/',
        logTypes: ['AWS.ALB'],
        excludedPrefixes: ['alb/healthcheck/'],
      },
      { prefix: 's3/', logTypes: ['AWS.S3ServerAccess'], excludedPrefixes: [] },
    ],
    ...instead,
  };
}

export const checkoutKmsKey =
  'arn:aws:kms:eu-central-1:111122223333:key/2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62';
