/** Bodies of the REST API. */
export const s3SourceSettings = {
  integrationLabel: 'Orders audit',
  logProcessingRole: 'arn:aws:iam::111122223333:role/orders',
  logStreamType: 'JSON',
  managedBucketNotifications: true,
  s3PrefixLogTypes: [
    { excludedPrefixes: [], logTypes: ['AWS.CloudTrail'], prefix: 'audit/' },
  ],
};
export const s3SourceCreation = {
  ...s3SourceSettings,
  awsAccountId: '111122223333',
  s3Bucket: 'acme-orders',
};
