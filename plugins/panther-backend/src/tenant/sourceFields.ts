import { Field } from './FieldSelection';

const S3_FIELDS: Field[] = [
  { name: 'awsAccountId' },
  { name: 'kmsKey', optionalAs: 's3.kmsKey' },
  { name: 'logProcessingRole', optionalAs: 's3.logProcessingRole' },
  { name: 'logStreamType', optionalAs: 's3.logStreamType' },
  {
    name: 'logStreamTypeOptions',
    optionalAs: 's3.logStreamTypeOptions',
    fields: [
      {
        name: 'jsonArrayEnvelopeField',
        optionalAs: 's3.logStreamTypeOptions.jsonArrayEnvelopeField',
      },
      {
        name: 'retainEnvelopeFields',
        optionalAs: 's3.logStreamTypeOptions.retainEnvelopeFields',
      },
      {
        name: 'xmlRootElement',
        optionalAs: 's3.logStreamTypeOptions.xmlRootElement',
      },
    ],
  },
  {
    name: 'managedBucketNotifications',
    optionalAs: 's3.managedBucketNotifications',
  },
  { name: 's3Bucket' },
  {
    name: 's3PrefixLogTypes',
    fields: 'excludedPrefixes logTypes prefix',
  },
];

/**
 * What is asked of a log source, after the public GraphQL schema of Panther (July 2025) and the
 * stream options that Panther's Terraform provider sent over GraphQL until April 2026.
 */
export const SOURCE_FIELDS: Field[] = [
  { name: 'createdAtTime' },
  {
    name: 'createdBy',
    optionalAs: 'createdBy',
    fields: '__typename ... on User { id } ... on APIToken { id }',
  },
  { name: 'integrationId' },
  { name: 'integrationLabel' },
  { name: 'integrationType' },
  { name: 'isEditable' },
  { name: 'isHealthy' },
  { name: 'lastEventProcessedAtTime', optionalAs: 'lastEventProcessedAt' },
  { name: 'lastEventReceivedAtTime', optionalAs: 'lastEventReceivedAt' },
  { name: 'lastModified', optionalAs: 'lastModifiedAt' },
  { name: 'logTypes' },
  {
    name: '... on S3LogIntegration',
    fields: [...S3_FIELDS, { name: 'stackName', optionalAs: 's3.stackName' }],
  },
];

/** What is asked of an S3 source that was just written. */
export const S3_SOURCE_FIELDS: Field[] = [
  { name: 'integrationId' },
  { name: 'integrationLabel' },
  ...S3_FIELDS,
];

/** What is asked of a schema. Its `spec` is left out: a tenant has hundreds of them. */
export const SCHEMA_FIELDS: Field[] = [
  { name: 'description', optionalAs: 'description' },
  { name: 'isArchived' },
  { name: 'isManaged' },
  { name: 'name' },
  { name: 'referenceURL', optionalAs: 'referenceUrl' },
];
