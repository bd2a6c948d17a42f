/** GraphQL inputs, and documents that take them. */
export const settings = {
  label: 'Orders audit',
  kmsKey: '',
  logProcessingRole: 'arn:aws:iam::111122223333:role/orders',
  logStreamType: 'JSON',
  managedBucketNotifications: true,
  s3PrefixLogTypes: [
    { prefix: 'audit/', logTypes: ['AWS.CloudTrail'], excludedPrefixes: [] },
  ],
};
export const creation = {
  ...settings,
  awsAccountId: '111122223333',
  s3Bucket: 'acme-orders',
};
export const createQuery = `mutation Create($input: CreateS3SourceInput!) {
  createS3Source(input: $input) { logSource { integrationId } }
}`;
export const updateQuery = `mutation Update($input: UpdateS3SourceInput!) {
  updateS3Source(input: $input) { logSource { integrationId } }
}`;
export const deleteQuery = `mutation Delete($input: DeleteSourceInput!) {
  deleteSource(input: $input) { id }
}`;
