import { Field } from './FieldSelection';

/** A GraphQL document, and where its answer is. */
export interface GraphqlDocument {
  operationName: string;
  /** The one field that the document asks of the query or mutation type. */
  root: string;
  /** Its text with the given fields in it, each on a line of its own. */
  text: (fields: string) => string;
}

export const LIST_SOURCES: GraphqlDocument = {
  operationName: 'ListSources',
  root: 'sources',
  text: fields => `query ListSources($cursor: String) {
sources(input: { cursor: $cursor }) {
edges {
node {
${fields}
}
}
pageInfo { endCursor hasNextPage }
}
}`,
};

export const LIST_SCHEMAS: GraphqlDocument = {
  operationName: 'ListSchemas',
  root: 'schemas',
  text: fields => `query ListSchemas($cursor: String) {
schemas(input: { cursor: $cursor }) {
edges {
node {
${fields}
}
}
pageInfo { endCursor hasNextPage }
}
}`,
};

export const GET_SOURCE: GraphqlDocument = {
  operationName: 'GetSource',
  root: 'source',
  text: fields => `query GetSource($id: ID!) {
source(id: $id) {
${fields}
}
}`,
};

export const CREATE_S3_SOURCE: GraphqlDocument = {
  operationName: 'CreateS3LogSource',
  root: 'createS3Source',
  text: fields => `mutation CreateS3LogSource($input: CreateS3SourceInput!) {
createS3Source(input: $input) {
logSource {
${fields}
}
}
}`,
};

export const UPDATE_S3_SOURCE: GraphqlDocument = {
  operationName: 'UpdateS3LogSource',
  root: 'updateS3Source',
  text: fields => `mutation UpdateS3LogSource($input: UpdateS3SourceInput!) {
updateS3Source(input: $input) {
logSource {
${fields}
}
}
}`,
};

export const DELETE_SOURCE: GraphqlDocument = {
  operationName: 'DeleteSource',
  root: 'deleteSource',
  text: fields => `mutation DeleteSource($input: DeleteSourceInput!) {
deleteSource(input: $input) {
${fields}
}
}`,
};

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
