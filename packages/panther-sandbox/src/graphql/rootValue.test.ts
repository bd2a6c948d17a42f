import { callSandbox, ids } from '../__testUtils__/callers';
import { exampleDocuments } from '../__testUtils__/exampleDocuments';
import {
  settings,
  creation,
  updateQuery,
  deleteQuery,
} from '../__testUtils__/s3SourceInput';

describe('log sources of the GraphQL API', () => {
  it.each([
    ['source', '{ source(id: "nope") { integrationId } }', { source: null }],
    ['updateS3Source', undefined, null],
    [
      'deleteSource',
      'mutation { deleteSource(input: { id: "nope" }) { id } }',
      null,
    ],
  ])('%s of a missing id is an error', async (field, query, data) => {
    const update = {
      query: updateQuery,
      variables: { input: { ...settings, id: 'nope' } },
    };

    const { status, body } = await callSandbox().graphql(query ?? update);

    expect(status).toBe(200);
    expect(body.data).toEqual(data);
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: 'log source nope not found',
        path: [field],
      }),
    ]);
  });

  it('a second source of the same label and account is an error', async () => {
    const { graphql } = callSandbox();
    await graphql(exampleDocuments.CreateS3LogSource);

    const { body } = await graphql(exampleDocuments.CreateS3LogSource);

    expect(body.data).toBeNull();
    expect(body.errors[0].message).toContain('already exists');
  });

  it('deleteSource takes sources of any type, but not those that are not editable', async () => {
    const { graphql } = callSandbox();

    const http = await graphql({
      query: deleteQuery,
      variables: { input: { id: ids.webhooks } },
    });
    const locked = await graphql({
      query: deleteQuery,
      variables: { input: { id: ids.scan } },
    });

    expect(http.body).toEqual({
      data: { deleteSource: { id: ids.webhooks } },
    });
    expect(locked.body.errors[0].message).toContain('not editable');
  });

  it('shows S3 details only of S3 sources, with options that are never null', async () => {
    const { body } = await callSandbox().graphql(`{
      s3: source(id: "${ids.auditTrail}") { ...details }
      other: source(id: "${ids.webhooks}") { ...details }
    }
    fragment details on LogIntegration {
      __typename
      integrationType
      ... on S3LogIntegration {
        awsAccountId kmsKey s3Bucket s3Prefix stackName logStreamType
        logStreamTypeOptions { jsonArrayEnvelopeField retainEnvelopeFields xmlRootElement }
      }
    }`);

    expect(body.data).toEqual({
      s3: {
        __typename: 'S3LogIntegration',
        integrationType: 'aws-s3',
        awsAccountId: '111122223333',
        kmsKey: expect.stringContaining('arn:aws:kms:'),
        s3Bucket: 'acme-checkout-audit',
        s3Prefix: null,
        stackName: 'panther-log-analysis-setup-checkout-audit-trail',
        logStreamType: 'JsonArray',
        logStreamTypeOptions: {
          jsonArrayEnvelopeField: 'Records',
          retainEnvelopeFields: null,
          xmlRootElement: null,
        },
      },
      other: {
        __typename: 'OtherLogIntegration',
        integrationType: 'http-ingest',
      },
    });
  });

  it('keeps what is written: key, options and several prefixes in their order', async () => {
    const { graphql } = callSandbox();
    const input = {
      ...creation,
      kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      logStreamType: 'XML',
      logStreamTypeOptions: { xmlRootElement: 'events' },
      s3PrefixLogTypes: [
        {
          prefix: 'z/',
          logTypes: ['AWS.ALB'],
          excludedPrefixes: ['z/tmp/*'],
        },
        { prefix: 'a/', logTypes: [], excludedPrefixes: [] },
      ],
    };

    const { body } = await graphql({
      query: `mutation Create($input: CreateS3SourceInput!) {
        createS3Source(input: $input) { logSource {
          kmsKey logStreamType logStreamTypeOptions { xmlRootElement }
          s3PrefixLogTypes { prefix logTypes excludedPrefixes }
        } }
      }`,
      variables: { input },
    });

    const { kmsKey, logStreamType, logStreamTypeOptions, s3PrefixLogTypes } =
      input;
    expect(body.data.createS3Source.logSource).toEqual({
      kmsKey,
      logStreamType,
      logStreamTypeOptions,
      s3PrefixLogTypes,
    });
  });
});
