import { pantherPermissions } from '../tenant/permissions';
import { logStreamTypes } from '../tenant/types';
import { otherTypeDefs } from './otherTypeDefs';

/** Log sources and what goes with them. */
const logSourceTypeDefs = /* GraphQL */ `
  # As graphql-js declared it before it added a place that other clients, such as the Python library
  # of the MCP server, do not know and so refuse the whole schema for.
  directive @deprecated(reason: String = "No longer supported") on ARGUMENT_DEFINITION | ENUM_VALUE | FIELD_DEFINITION | INPUT_FIELD_DEFINITION

  "A moment in UTC, such as 2026-02-03T04:05:06.789Z; the number of decimals varies."
  scalar DateTime

  "An e-mail address."
  scalar Email

  "Any JSON value."
  scalar JSON

  type Query {
    "Settings of the whole tenant."
    generalSettings: GeneralSettings!
    "Figures about what the tenant took in."
    metrics(input: MetricsInput!): MetricsOutput!
    "The log types that the tenant can parse, all on one page."
    schemas(input: SchemasInput!): SchemasOutput!
    "One log source of any type."
    source("Its integrationId." id: ID!): LogIntegration
    "The log sources of every type, all on one page."
    sources(input: SourcesInput): SourcesOutput!
  }

  type Mutation {
    "Adds a log source that reads from an S3 bucket."
    createS3Source(input: CreateS3SourceInput!): CreateS3SourceOutput!
    "Removes a log source of any type."
    deleteSource(input: DeleteSourceInput!): DeleteSourceOutput!
    "Replaces all that can be changed of an S3 log source."
    updateS3Source(input: UpdateS3SourceInput!): UpdateS3SourceOutput!
  }

  "What every log source has, whatever its type."
  interface LogIntegration {
    createdAtTime: DateTime!
    "Who added it; takes the permission to read user information."
    createdBy: Actor
    integrationId: ID!
    "Its name."
    integrationLabel: String!
    "How its logs are transported, such as aws-s3 or http-ingest."
    integrationType: String!
    isEditable: Boolean!
    "Whether nothing is known to be wrong with it."
    isHealthy: Boolean!
    lastEventProcessedAtTime: DateTime
    lastEventReceivedAtTime: DateTime
    lastModified: DateTime
    "The names of the schemas that its events are parsed with."
    logTypes: [String!]!
  }

  "A log source that reads from an S3 bucket."
  type S3LogIntegration implements LogIntegration {
    "The AWS account of the bucket."
    awsAccountId: String!
    createdAtTime: DateTime!
    createdBy: Actor
    integrationId: ID!
    integrationLabel: String!
    integrationType: String!
    isEditable: Boolean!
    isHealthy: Boolean!
    "ARN of the key that the bucket's objects are encrypted with, if it is one of KMS."
    kmsKey: String
    lastEventProcessedAtTime: DateTime
    lastEventReceivedAtTime: DateTime
    lastModified: DateTime
    "ARN of the IAM role that the bucket is read with."
    logProcessingRole: String
    logStreamType: LogStreamType
    logStreamTypeOptions: LogStreamTypeOptions
    logTypes: [String!]!
    "Whether Panther sets the bucket's notifications up by itself."
    managedBucketNotifications: Boolean!
    s3Bucket: String!
    "Of sources from before there could be several prefixes."
    s3Prefix: String
    s3PrefixLogTypes: [S3PrefixLogTypes!]!
    "CloudFormation stack that the role can be set up with."
    stackName: String!
  }

  "A log source of any other type. Panther's own name for it is not known."
  type OtherLogIntegration implements LogIntegration {
    createdAtTime: DateTime!
    createdBy: Actor
    integrationId: ID!
    integrationLabel: String!
    integrationType: String!
    isEditable: Boolean!
    isHealthy: Boolean!
    lastEventProcessedAtTime: DateTime
    lastEventReceivedAtTime: DateTime
    lastModified: DateTime
    logTypes: [String!]!
  }

  "How the events lie in an object."
  enum LogStreamType {
    ${logStreamTypes.join('\n    ')}
  }

  type LogStreamTypeOptions {
    "For JsonArray: the member that holds the array."
    jsonArrayEnvelopeField: String
    "For CloudWatchLogs: whether to keep what is around the events."
    retainEnvelopeFields: Boolean
    "For XML: the element around the events."
    xmlRootElement: String
  }

  input LogStreamTypeOptionsInput {
    jsonArrayEnvelopeField: String
    retainEnvelopeFields: Boolean
    xmlRootElement: String
  }

  "Which schemas the objects below a prefix are parsed with."
  type S3PrefixLogTypes {
    "Below the prefix, but not read; an asterisk stands for any characters."
    excludedPrefixes: [String!]!
    logTypes: [String!]!
    "Empty for the whole bucket."
    prefix: String!
  }

  input S3PrefixLogTypesInput {
    excludedPrefixes: [String!]!
    logTypes: [String!]!
    prefix: String!
  }

  input SourcesInput {
    "Of no use so far, as everything is on the first page."
    cursor: String
  }

  type SourcesOutput {
    edges: [SourcesOutputEdge!]!
    pageInfo: CursorBasedPaginationPageInfo!
  }

  type SourcesOutputEdge {
    node: LogIntegration!
  }

  type CursorBasedPaginationPageInfo {
    endCursor: String
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
  }

  input CreateS3SourceInput {
    awsAccountId: String!
    kmsKey: String
    "Becomes the integrationLabel."
    label: String!
    logProcessingRole: String!
    logStreamType: LogStreamType!
    logStreamTypeOptions: LogStreamTypeOptionsInput
    managedBucketNotifications: Boolean!
    s3Bucket: String!
    s3PrefixLogTypes: [S3PrefixLogTypesInput!]!
  }

  type CreateS3SourceOutput {
    logSource: S3LogIntegration!
  }

  input UpdateS3SourceInput {
    "The integrationId of the source."
    id: String!
    "Empty for none."
    kmsKey: String!
    label: String!
    logProcessingRole: String!
    logStreamType: LogStreamType!
    logStreamTypeOptions: LogStreamTypeOptionsInput
    managedBucketNotifications: Boolean!
    s3PrefixLogTypes: [S3PrefixLogTypesInput!]!
  }

  type UpdateS3SourceOutput {
    logSource: S3LogIntegration!
  }

  input DeleteSourceInput {
    id: ID!
  }

  type DeleteSourceOutput {
    id: ID!
  }

  "Whoever did something: a person, or a program with a token."
  union Actor = APIToken | User

  type APIToken {
    createdAt: DateTime
    id: ID!
    name: String!
    permissions: [Permission!]
  }

  type User {
    createdAt: DateTime!
    email: Email!
    enabled: Boolean!
    familyName: String
    givenName: String
    id: ID!
    lastLoggedInAt: DateTime
    status: String!
  }

  enum Permission {
    ${pantherPermissions.join('\n    ')}
  }
`;

/** The part of a tenant's GraphQL schema that deals with log sources, described in our own words. */
export const typeDefs = logSourceTypeDefs + otherTypeDefs;
