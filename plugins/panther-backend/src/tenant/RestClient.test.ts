import { CHECKOUT_ACCESS_LOGS } from './__testUtils__/graphqlAnswers';
import { setupTenants } from './__testUtils__/setupTenants';
import { S3SourceUpdate } from './types';

const { serveAnswers, connect } = setupTenants();

const UPDATE: S3SourceUpdate = {
  label: 'Checkout access logs',
  logProcessingRole: 'arn:aws:iam::111122223333:role/PantherLogProcessingRole',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
};

describe('a body that is sent', () => {
  it.each([undefined, ''])(
    'has no kmsKey where there is none (%p)',
    async kmsKey => {
      const { url, requests } = await serveAnswers({
        body: CHECKOUT_ACCESS_LOGS,
      });
      const { client } = connect(url);

      await client.rest.updateS3Source('x', { ...UPDATE, kmsKey });

      // Whole and word for word: Panther replaces everything, and refuses null for an empty list.
      expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
        integrationLabel: 'Checkout access logs',
        logProcessingRole:
          'arn:aws:iam::111122223333:role/PantherLogProcessingRole',
        logStreamType: 'Auto',
        managedBucketNotifications: true,
        s3PrefixLogTypes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
      });
    },
  );
});

describe('a body that comes back', () => {
  it('may have nulls and empty values where nothing is set', async () => {
    const { url } = await serveAnswers({
      body: {
        integrationId: 'x',
        integrationLabel: 'Checkout access logs',
        awsAccountId: '111122223333',
        s3Bucket: 'acme-checkout-logs',
        s3PrefixLogTypes: [
          { prefix: 'alb/', logTypes: null, excludedPrefixes: null },
        ],
        kmsKey: '',
        logStreamType: 'Parquet',
        logStreamTypeOptions: {},
        somethingNew: true,
      },
    });
    const { client } = connect(url);

    expect(await client.getS3Source('x')).toStrictEqual({
      integrationId: 'x',
      label: 'Checkout access logs',
      awsAccountId: '111122223333',
      bucket: 'acme-checkout-logs',
      prefixes: [{ prefix: 'alb/', logTypes: [], excludedPrefixes: [] }],
      kmsKey: undefined,
      logProcessingRole: undefined,
      logStreamType: 'Parquet',
      logStreamTypeOptions: undefined,
      managedBucketNotifications: undefined,
    });
  });

  it.each([
    [{ integrationId: 7 }, 'integrationId: expected string, received number'],
    [{ s3Bucket: undefined }, 's3Bucket: expected string, received undefined'],
    [
      { managedBucketNotifications: 'yes' },
      'managedBucketNotifications: expected boolean, received string',
    ],
    [
      { s3PrefixLogTypes: [{ prefix: '', logTypes: ['AWS.ALB'] }] },
      's3PrefixLogTypes.0.excludedPrefixes: expected array, received undefined',
    ],
  ])('names the field that is wrong: %j', async (wrong, message) => {
    const { url } = await serveAnswers({
      body: { ...CHECKOUT_ACCESS_LOGS, ...wrong },
    });
    const { client } = connect(url);

    await expect(client.getS3Source('x')).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining(message),
    });
    await expect(client.updateS3Source('x', UPDATE)).rejects.toMatchObject({
      failure: 'outcomeUnclear',
      message: expect.stringContaining(message),
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['Panther', { message: 'label already exists' }, 'label already exists'],
    [
      'its framework',
      {
        name: 'missing_field',
        id: 'Xy1',
        message: '"s3Bucket" is missing from body',
        temporary: false,
        timeout: false,
        fault: false,
      },
      '"s3Bucket" is missing from body',
    ],
    ['what stands before it', { error: 'bad request' }, 'bad request'],
    ['something else', { reason: 7 }, 'HTTP 400 with {"reason":7}'],
  ])('is told in the words of %s', async (_, body, words) => {
    const { url } = await serveAnswers({ status: 400, body });
    const { client } = connect(url);

    await expect(client.updateS3Source('x', UPDATE)).rejects.toMatchObject({
      name: 'InputError',
      failure: 'rejectedInput',
      message: expect.stringContaining(
        `did not update the S3 source x, because of what was sent: ${words};`,
      ),
    });
  });
});

describe('status 404', () => {
  it.each([
    { what: 'in JSON', body: { message: 'not found' } },
    { what: 'with nothing in it', body: '' },
  ])('$what means that there is no such source', async ({ body }) => {
    const { url } = await serveAnswers({ status: 404, body });
    const { client } = connect(url);

    await expect(client.getS3Source('x')).rejects.toMatchObject({
      failure: 'notFound',
    });
    await expect(client.deleteS3Source('x')).resolves.toEqual({
      integrationId: 'x',
      existed: false,
    });
  });

  it('of a server that is not Panther means nothing', async () => {
    const { url } = await serveAnswers({
      status: 404,
      body: '404 page not found',
    });
    const { client } = connect(url);

    for (const call of [
      () => client.getS3Source('x'),
      () => client.deleteS3Source('x'),
      () => client.getOwnApiToken(),
    ]) {
      await expect(call()).rejects.toMatchObject({
        failure: 'unexpectedAnswer',
      });
    }
  });
});

describe('the token', () => {
  it('has an expiry as an instant, if any', async () => {
    const { url } = await serveAnswers({
      body: {
        name: 'Backstage',
        permissions: ['LogSourceRead', 'SomethingNew'],
        expiresAt: '2027-01-01T00:00:00Z',
      },
    });
    const { client } = connect(url);

    await expect(client.getOwnApiToken()).resolves.toEqual({
      name: 'Backstage',
      permissions: ['LogSourceRead', 'SomethingNew'],
      expiresAt: '2027-01-01T00:00:00.000Z',
    });
  });

  it('that may not describe itself is told of the permission', async () => {
    const { url } = await serveAnswers({
      status: 403,
      body: { error: 'forbidden' },
    });
    const { client } = connect(url);

    await expect(client.getOwnApiToken()).rejects.toMatchObject({
      failure: 'permissionMissing',
      message: expect.stringContaining('Read API Token Info'),
    });
  });
});
