import {
  BILLING_WORKER_LOGS,
  CHECKOUT_ACCESS_LOGS,
  listOf,
  pageOf,
} from './__testUtils__/graphqlAnswers';
import { setupTenants } from './__testUtils__/setupTenants';

const { serveAnswers, connect } = setupTenants();

async function listSources(...nodes: unknown[]) {
  const { url } = await serveAnswers({ body: listOf(...nodes) });
  return connect(url).client.listSources();
}

describe('a row of the list', () => {
  it('is told in our words', async () => {
    const { sources } = await listSources(CHECKOUT_ACCESS_LOGS);

    expect(sources).toStrictEqual([
      {
        integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
        label: 'Checkout access logs',
        type: 'aws-s3',
        isEditable: true,
        isHealthy: true,
        logTypes: ['AWS.ALB'],
        createdAt: '2025-10-08T10:36:37.000Z',
        createdBy: { kind: 'user', id: 'amara' },
        lastModifiedAt: '2026-09-21T13:36:37.000Z',
        lastEventReceivedAt: '2026-11-22T15:36:28.700Z',
        lastEventProcessedAt: '2026-11-22T15:36:31.285Z',
        s3: {
          awsAccountId: '111122223333',
          bucket: 'acme-checkout-logs',
          prefixes: [
            {
              prefix: 'alb/',
              logTypes: ['AWS.ALB'],
              excludedPrefixes: ['alb/healthcheck/'],
            },
          ],
          kmsKey: undefined,
          logProcessingRole:
            'arn:aws:iam::111122223333:role/PantherLogProcessingRole',
          logStreamType: 'Auto',
          logStreamTypeOptions: undefined,
          managedBucketNotifications: true,
          stackName: 'panther-log-analysis-setup-checkout-access-logs',
        },
        degradedFields: [],
      },
    ]);
  });

  it.each([
    ['2026-11-22T15:36:28Z', '2026-11-22T15:36:28.000Z'],
    ['2026-11-22T15:36:28.1Z', '2026-11-22T15:36:28.100Z'],
    ['2026-11-22T15:36:28.123Z', '2026-11-22T15:36:28.123Z'],
    ['2026-11-22T15:36:28.123456Z', '2026-11-22T15:36:28.123Z'],
    ['2026-11-22T15:36:28.999999999Z', '2026-11-22T15:36:28.999Z'],
    ['2026-11-22T15:36:28.5+05:30', '2026-11-22T10:06:28.500Z'],
    [null, undefined],
  ])('has the time %s as %s', async (time, instant) => {
    const { sources } = await listSources({
      ...CHECKOUT_ACCESS_LOGS,
      lastEventReceivedAtTime: time,
    });

    expect(sources).toMatchObject([{ lastEventReceivedAt: instant }]);
  });

  it('may have null for what is empty', async () => {
    const { sources } = await listSources({
      ...CHECKOUT_ACCESS_LOGS,
      logTypes: null,
      kmsKey: null,
      logStreamType: null,
      logStreamTypeOptions: null,
      createdBy: null,
      s3PrefixLogTypes: [
        { prefix: '', logTypes: null, excludedPrefixes: null },
      ],
    });

    expect(sources).toMatchObject([
      {
        logTypes: [],
        createdBy: undefined,
        s3: {
          prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
          logStreamTypeOptions: undefined,
        },
      },
    ]);
  });

  it.each([
    [
      { __typename: 'APIToken', id: 't' },
      { kind: 'apiToken', id: 't' },
    ],
    [{ __typename: 'SomethingNew' }, undefined],
  ])('was created by %j', async (createdBy, actor) => {
    const { sources } = await listSources({
      ...CHECKOUT_ACCESS_LOGS,
      createdBy,
    });

    expect(sources[0]?.createdBy).toEqual(actor);
  });

  it('may be of a type that we do not know, without S3 settings', async () => {
    const { s3Bucket, awsAccountId, s3PrefixLogTypes, ...other } =
      CHECKOUT_ACCESS_LOGS;

    const { sources } = await listSources({
      ...other,
      integrationType: 'carrier-pigeon',
    });

    expect(sources).toMatchObject([{ type: 'carrier-pigeon', s3: undefined }]);
  });
});

describe('a bad row of the list', () => {
  const id = CHECKOUT_ACCESS_LOGS.integrationId;

  it.each([
    [
      { isHealthy: 'yes' },
      { field: 'isHealthy', reason: 'expected boolean, received string' },
    ],
    [
      { integrationLabel: null },
      { field: 'integrationLabel', reason: 'expected string, received null' },
    ],
    [
      { createdAtTime: 'yesterday' },
      { field: 'createdAtTime', reason: 'Invalid ISO datetime' },
    ],
    [
      { lastEventReceivedAtTime: '2026-02-30T00:00:00Z' },
      { field: 'lastEventReceivedAtTime', reason: 'Invalid ISO datetime' },
    ],
    [
      { lastModified: 1764000000 },
      { field: 'lastModified', reason: 'expected string, received number' },
    ],
    [
      { logTypes: 'AWS.ALB' },
      { field: 'logTypes', reason: 'expected array, received string' },
    ],
    [
      { s3PrefixLogTypes: [{ prefix: 1, logTypes: [], excludedPrefixes: [] }] },
      {
        field: 's3PrefixLogTypes.0.prefix',
        reason: 'expected string, received number',
      },
    ],
    [
      { s3Bucket: null },
      { field: 's3Bucket', reason: 'expected string, received null' },
    ],
  ])('does not cost the others, and is reported: %j', async (wrong, report) => {
    const { sources, rejected } = await listSources(
      { ...CHECKOUT_ACCESS_LOGS, ...wrong },
      BILLING_WORKER_LOGS,
    );

    expect(sources).toMatchObject([{ label: 'Billing worker logs' }]);
    expect(rejected).toEqual([{ integrationId: id, ...report }]);
  });

  it.each([
    [
      { ...CHECKOUT_ACCESS_LOGS, integrationId: undefined },
      { field: 'integrationId', reason: 'expected string, received undefined' },
    ],
    [null, { field: 'all of it', reason: 'expected object, received null' }],
  ])('is reported without its id where it has none', async (row, report) => {
    const { sources, rejected } = await listSources(row, BILLING_WORKER_LOGS);

    expect(sources).toHaveLength(1);
    expect(rejected).toEqual([report]);
  });

  it('that is no row at all is reported too', async () => {
    const { url } = await serveAnswers({
      body: {
        data: {
          sources: {
            ...pageOf([]),
            edges: [null, 'x', { node: BILLING_WORKER_LOGS }],
          },
        },
      },
    });
    const { client } = connect(url);

    const { sources, rejected } = await client.listSources();

    expect(sources).toHaveLength(1);
    expect(rejected).toHaveLength(2);
  });
});

describe('a time beyond the years of four digits', () => {
  it.each(['9999-12-31T23:59:59-01:00', '0000-01-01T00:00:00+01:00'])(
    'costs its row alone: %s',
    async createdAtTime => {
      const { sources, rejected } = await listSources(
        { ...CHECKOUT_ACCESS_LOGS, integrationId: 'odd', createdAtTime },
        CHECKOUT_ACCESS_LOGS,
      );

      expect(sources).toHaveLength(1);
      expect(rejected).toEqual([
        {
          integrationId: 'odd',
          field: 'createdAtTime',
          reason: 'expected a year of four digits',
        },
      ]);
    },
  );
});

describe('a list that is none', () => {
  it.each([
    [
      { sources: { edges: null, pageInfo: { hasNextPage: false } } },
      'data.sources, edges: expected array, received null',
    ],
    [
      { sources: { edges: [] } },
      'data.sources, pageInfo: expected object, received undefined',
    ],
    [
      { sources: { edges: [], pageInfo: { hasNextPage: 'no' } } },
      'data.sources, pageInfo.hasNextPage: expected boolean, received string',
    ],
    [{ sources: null }, 'data.sources, all of it: expected object'],
    [{}, 'data.sources, all of it: expected object'],
    [null, 'data.sources, all of it: expected object'],
    ['x', 'data: expected record, received string'],
  ])('is an error that names the field: %j', async (data, message) => {
    const { url } = await serveAnswers({ body: { data } });
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining(message),
    });
  });

  it('is none of an empty tenant', async () => {
    await expect(listSources()).resolves.toEqual({
      sources: [],
      rejected: [],
      unavailableFields: [],
    });
  });
});

describe('a list of schemas', () => {
  it('has one wrong field named', async () => {
    const { url } = await serveAnswers({
      body: {
        data: {
          schemas: pageOf([
            { name: 'AWS.ALB', isArchived: false, isManaged: 'yes' },
          ]),
        },
      },
    });
    const { client } = connect(url);

    await expect(client.listSchemas()).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining(
        'data.schemas, 0.isManaged: expected boolean, received string',
      ),
    });
  });
});
