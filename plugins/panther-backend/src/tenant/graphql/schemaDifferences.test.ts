import {
  BILLING_WORKER_LOGS,
  CHECKOUT_ACCESS_LOGS,
  linesOf,
  listOf,
} from '../__testUtils__/graphqlAnswers';
import { RawAnswer, setupTenants } from '../__testUtils__/setupTenants';
import { withoutFields as refusing } from '../__testUtils__/withoutFields';

const { serveAnswers, connect } = setupTenants();

const LIST = { body: listOf(CHECKOUT_ACCESS_LOGS, BILLING_WORKER_LOGS) };

const withoutFields = (fields: string[], answer: RawAnswer = LIST) =>
  refusing(fields, answer);

afterEach(() => jest.restoreAllMocks());

describe('a tenant with another schema', () => {
  it('is asked again without the fields it refuses, and only once', async () => {
    const { url, requests } = await serveAnswers(
      withoutFields(['createdBy', 'xmlRootElement', 'retainEnvelopeFields']),
    );
    const { client, logger } = connect(url);

    const first = await client.listSources();
    const second = await client.listSources();

    expect(first.sources).toHaveLength(2);
    expect(first.unavailableFields).toEqual([
      { field: 'createdBy', reason: 'not in the schema' },
      {
        field: 's3.logStreamTypeOptions.retainEnvelopeFields',
        reason: 'not in the schema',
      },
      {
        field: 's3.logStreamTypeOptions.xmlRootElement',
        reason: 'not in the schema',
      },
    ]);
    expect(second).toEqual(first);
    expect(requests).toHaveLength(3);
    expect(logger.info).toHaveBeenCalledTimes(3);
    const refused = /^(createdBy|xmlRootElement|retainEnvelopeFields)/;
    expect(
      requests.map(
        request => linesOf(request).filter(line => refused.test(line)).length,
      ),
    ).toEqual([3, 0, 0]);
  });

  it('is asked again by every operation that reads or writes these fields', async () => {
    const { url, requests } = await serveAnswers(
      withoutFields(['kmsKey'], {
        body: {
          data: {
            source: CHECKOUT_ACCESS_LOGS,
            createS3Source: { logSource: CHECKOUT_ACCESS_LOGS },
          },
        },
      }),
    );
    const { client } = connect(url);

    await client.getSource(CHECKOUT_ACCESS_LOGS.integrationId);
    await client.graphql.createS3Source({
      awsAccountId: '111122223333',
      bucket: 'acme-checkout-logs',
      label: 'Checkout access logs',
      logProcessingRole: 'arn:aws:iam::111122223333:role/PantherLogProcessing',
      logStreamType: 'Auto',
      managedBucketNotifications: true,
      prefixes: [],
    });

    expect(requests.map(({ body }) => JSON.parse(body).operationName)).toEqual([
      'GetSource',
      'GetSource',
      'CreateS3LogSource',
      'CreateS3LogSource',
    ]);
  });

  it('is understood by the names of the fields, if it gives no locations', async () => {
    const { url } = await serveAnswers(
      {
        status: 400,
        body: {
          errors: [
            {
              message:
                'Cannot query field "stackName" on type "S3LogIntegration".',
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
            },
          ],
        },
      },
      LIST,
    );
    const { client } = connect(url);

    await expect(client.listSources()).resolves.toMatchObject({
      unavailableFields: [
        { field: 's3.stackName', reason: 'not in the schema' },
      ],
    });
  });

  it('loses an object once none of its fields is left', async () => {
    const { url, requests } = await serveAnswers(
      withoutFields([
        'jsonArrayEnvelopeField',
        'retainEnvelopeFields',
        'xmlRootElement',
      ]),
    );
    const { client } = connect(url);

    await client.listSources();

    expect(linesOf(requests[1]).join()).not.toContain('logStreamTypeOptions');
  });

  it('is asked for everything again after an hour', async () => {
    const now = jest.spyOn(performance, 'now');
    const { url, requests } = await serveAnswers(
      withoutFields(['kmsKey']),
      LIST,
    );
    const { client } = connect(url);
    await client.listSources();
    const later = performance.now() + 60 * 60 * 1000;
    now.mockImplementation(() => later);

    await expect(client.listSources()).resolves.toMatchObject({
      unavailableFields: [],
    });
    expect(linesOf(requests[2])).toContain('kmsKey');
  });

  it('is given up if it refuses yet another field', async () => {
    const { url, requests } = await serveAnswers(
      withoutFields(['kmsKey']),
      withoutFields(['stackName']),
    );
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining('Cannot query field "stackName"'),
    });
    expect(requests).toHaveLength(2);
  });

  it('is not understood without a field that everything depends on', async () => {
    const { url, requests } = await serveAnswers(
      withoutFields(['integrationId']),
    );
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining('Cannot query field "integrationId"'),
    });
    expect(requests).toHaveLength(1);
  });

  it('refuses what it does not know in a write, which loses nothing of it', async () => {
    const { url, requests } = await serveAnswers({
      status: 422,
      body: {
        errors: [
          {
            message:
              'Variable "$input" got invalid value "x" at "input.logStreamTypeOptions"; Field "xmlRootElement" is not defined by type "LogStreamTypeOptionsInput".',
            locations: [{ line: 1, column: 28 }],
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
        data: null,
      },
    });
    const { client } = connect(url);

    await expect(
      client.graphql.updateS3Source('x', {
        label: 'Checkout access logs',
        logProcessingRole:
          'arn:aws:iam::111122223333:role/PantherLogProcessing',
        logStreamType: 'XML',
        logStreamTypeOptions: { xmlRootElement: 'x' },
        managedBucketNotifications: true,
        prefixes: [],
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      failure: 'rejectedInput',
      message: expect.stringContaining('"xmlRootElement" is not defined'),
    });
    expect(requests).toHaveLength(1);
  });

  it('may have stream types that we do not know', async () => {
    const { url } = await serveAnswers({
      body: listOf({ ...CHECKOUT_ACCESS_LOGS, logStreamType: 'Parquet' }),
    });
    const { client } = connect(url);

    await expect(client.listSources()).resolves.toMatchObject({
      sources: [{ s3: { logStreamType: 'Parquet' } }],
    });
  });
});
