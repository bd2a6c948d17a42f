import { callSandbox, ids } from '../__testUtils__/callers';
import { exampleDocuments } from '../__testUtils__/exampleDocuments';

const {
  ListSources,
  GetSource,
  DeleteSource,
  CreateS3LogSource,
  UpdateS3LogSource,
} = exampleDocuments;

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);

describe('the example documents of the GraphQL API, on a fresh tenant', () => {
  it('ListSources lists every log source on one page', async () => {
    const { status, body } = await callSandbox().graphql(ListSources);

    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data.sources.edges).toHaveLength(40);
    expect(body.data.sources.edges[0].node).toEqual({
      createdAtTime: time,
      createdBy: { id: expect.any(String) },
      integrationId: ids.accessLogs,
      integrationLabel: 'Checkout access logs',
      integrationType: 'aws-s3',
      isEditable: true,
      isHealthy: true,
      lastEventProcessedAtTime: time,
      lastEventReceivedAtTime: time,
      lastModified: time,
      logTypes: ['AWS.ALB', 'AWS.S3ServerAccess'],
    });
    expect(body.data.sources.pageInfo).toEqual({
      endCursor: null,
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
    });
  });

  it('GetSource finds the source that it names', async () => {
    const { status, body } = await callSandbox().graphql(GetSource);

    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        source: expect.objectContaining({
          integrationId: ids.edge,
          integrationLabel: 'Edge load balancer logs',
          isEditable: true,
          isHealthy: true,
        }),
      },
    });
  });

  it('DeleteSource takes the source out of the tenant', async () => {
    const { graphql } = callSandbox();

    const { body } = await graphql(DeleteSource);

    expect(body).toEqual({ data: { deleteSource: { id: ids.edge } } });
    const after = await graphql(ListSources);
    expect(after.body.data.sources.edges).toHaveLength(39);
  });

  it('CreateS3LogSource adds a source, for all that its account has 13 digits', async () => {
    const { graphql } = callSandbox();

    const { status, body } = await graphql(CreateS3LogSource);

    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        createS3Source: {
          logSource: {
            createdAtTime: time,
            integrationId: expect.any(String),
            integrationLabel: 'My Log Source',
            integrationType: 'aws-s3',
            isEditable: true,
            isHealthy: true,
            lastEventProcessedAtTime: null,
            lastEventReceivedAtTime: null,
            lastModified: time,
            logTypes: ['AWS.ALB'],
          },
        },
      },
    });
    const after = await graphql(ListSources);
    expect(after.body.data.sources.edges).toHaveLength(41);
  });

  it('UpdateS3LogSource replaces what the source was', async () => {
    const { graphql, get } = callSandbox();

    const { status, body } = await graphql(UpdateS3LogSource);

    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data.updateS3Source.logSource).toMatchObject({
      integrationId: ids.edge,
      integrationLabel: 'My Log Source2',
    });
    const after = await get(`/log-sources/s3/${ids.edge}`);
    expect(after.body).toEqual({
      awsAccountId: '111122223333',
      integrationId: ids.edge,
      integrationLabel: 'My Log Source2',
      logProcessingRole:
        'arn:aws:iam::0123456789012:role/PantherLogProcessingRole-somerole',
      logStreamType: 'JSON',
      logStreamTypeOptions: {},
      managedBucketNotifications: false,
      s3Bucket: 'acme-edge-logs',
      s3PrefixLogTypes: [
        { excludedPrefixes: [], logTypes: ['AWS.ALB'], prefix: '' },
      ],
    });
  });

  it('in the order of the page, the update misses the source deleted before', async () => {
    const { graphql } = callSandbox();

    for (const document of [
      ListSources,
      GetSource,
      DeleteSource,
      CreateS3LogSource,
    ]) {
      const { body } = await graphql(document);
      expect(body.errors).toBeUndefined();
    }
    const { body } = await graphql(UpdateS3LogSource);

    expect(body.data).toBeNull();
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: `log source ${ids.edge} not found`,
        path: ['updateS3Source'],
      }),
    ]);
  });
});
