import { S3SourceInput, S3SourceSettings } from '../types';

export type Prefix = S3SourceInput['prefixes'][number];

export const checkoutApi = {
  kind: 'component',
  namespace: 'default',
  name: 'checkout-api',
};

export const accessLogsRef = {
  instance: 'eu',
  integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
};

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

/** Completes what is given to a prefix that has a log type. */
export function toPrefix(prefix: Partial<Prefix>): Prefix {
  return { prefix: '', logTypes: ['AWS.ALB'], excludedPrefixes: [], ...prefix };
}

const source = checkoutAccessLogs();

/** What of it can be changed. */
export const checkoutSettings: S3SourceSettings = {
  label: source.label,
  logProcessingRole: source.logProcessingRole,
  logStreamType: source.logStreamType,
  managedBucketNotifications: source.managedBucketNotifications,
  prefixes: source.prefixes,
};
