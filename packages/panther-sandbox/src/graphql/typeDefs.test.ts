import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  printSchema,
} from 'graphql';
import { callSandbox, ids } from '../__testUtils__/callers';
import { typeDefs } from './typeDefs';

describe('the schema of the GraphQL API', () => {
  it('can be asked for, and is the one that documents are held against', async () => {
    const { body } = await callSandbox().graphql(getIntrospectionQuery());

    expect(printSchema(buildClientSchema(body.data))).toBe(
      printSchema(buildSchema(typeDefs)),
    );
  });

  it('has directives in no place that older clients do not know', async () => {
    const { body } = await callSandbox().graphql(
      '{ __schema { directives { name locations } } }',
    );

    const known = [
      'FIELD',
      'FRAGMENT_SPREAD',
      'INLINE_FRAGMENT',
      'SCALAR',
      'FIELD_DEFINITION',
      'ARGUMENT_DEFINITION',
      'ENUM_VALUE',
      'INPUT_FIELD_DEFINITION',
      'INPUT_OBJECT',
    ];
    for (const { locations } of body.data.__schema.directives) {
      expect(known).toEqual(expect.arrayContaining(locations));
    }
  });

  it('has all that the MCP server and the older Terraform provider ask for', async () => {
    const { graphql } = callSandbox();

    const list = await graphql({
      query: `query Sources($input: SourcesInput) {
        sources(input: $input) {
          edges { node {
            integrationId integrationLabel integrationType isEditable isHealthy
            lastEventProcessedAtTime lastEventReceivedAtTime lastModified logTypes
            ... on S3LogIntegration {
              awsAccountId kmsKey logProcessingRole logStreamType
              logStreamTypeOptions { jsonArrayEnvelopeField }
              managedBucketNotifications s3Bucket s3Prefix
              s3PrefixLogTypes { prefix logTypes excludedPrefixes }
              stackName
            }
          } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }`,
      variables: { input: {} },
    });
    const one = await graphql({
      query: `query Source($id: ID!) { source(id: $id) { ... on S3LogIntegration {
        awsAccountId integrationId integrationLabel integrationType isEditable kmsKey
        logProcessingRole logStreamType
        logStreamTypeOptions { jsonArrayEnvelopeField retainEnvelopeFields xmlRootElement }
        managedBucketNotifications s3Bucket s3Prefix
        s3PrefixLogTypes { excludedPrefixes logTypes prefix }
      } } }`,
      variables: { id: ids.edge },
    });

    expect(list.body.errors).toBeUndefined();
    expect(list.body.data.sources.edges).toHaveLength(40);
    expect(one.body.errors).toBeUndefined();
    expect(one.body.data.source.s3Bucket).toBe('acme-edge-logs');
  });
});
