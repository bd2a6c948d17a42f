import { RequestListener } from 'node:http';
import { setupTenants } from './__testUtils__/setupTenants';
import { TenantClient } from './TenantClient';
import { S3SourceInput, TenantCallOptions } from './types';

const { serve, serveAnswers, connect } = setupTenants();

const INPUT: S3SourceInput = {
  awsAccountId: '111122223333',
  label: 'Checkout access logs',
  logProcessingRole: 'arn:aws:iam::111122223333:role/PantherLogProcessingRole',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  bucket: 'acme-checkout-logs',
  prefixes: [{ prefix: '', logTypes: ['AWS.ALB'], excludedPrefixes: [] }],
};

const WRITES: {
  write: string;
  run: (client: TenantClient, options?: TenantCallOptions) => Promise<unknown>;
}[] = [
  {
    write: 'POST',
    run: (client, options) => client.rest.createS3Source(INPUT, options),
  },
  {
    write: 'PUT',
    run: (client, options) => client.rest.updateS3Source('x', INPUT, options),
  },
  {
    write: 'DELETE',
    run: (client, options) => client.rest.deleteS3Source('x', options),
  },
  {
    write: 'createS3Source',
    run: (client, options) => client.graphql.createS3Source(INPUT, options),
  },
  {
    write: 'updateS3Source',
    run: (client, options) =>
      client.graphql.updateS3Source('x', INPUT, options),
  },
  {
    write: 'deleteSource',
    run: (client, options) => client.graphql.deleteSource('x', options),
  },
];

describe.each(WRITES)('$write', ({ run }) => {
  const unclear = {
    name: 'ServiceUnavailableError',
    failure: 'outcomeUnclear',
    message: expect.stringMatching(
      /it is not known whether it did: .+; look whether it did before you try again\.$/,
    ),
  };

  it.each([500, 502, 503, 504])(
    'is sent once, and unclear after status %s',
    async status => {
      const { url, requests } = await serveAnswers({
        status,
        body: { message: 'failed' },
      });
      const { client } = connect(url);

      await expect(run(client)).rejects.toMatchObject(unclear);
      expect(requests).toHaveLength(1);
    },
  );

  it.each<{ what: string; listener: RequestListener }>([
    {
      what: 'the connection breaks',
      listener: (_, response) => response.socket?.destroy(),
    },
    {
      what: 'the answer breaks off',
      listener: (_, response) =>
        response.write('{', () => response.socket?.destroy()),
    },
    { what: 'no answer comes', listener: () => {} },
  ])('is sent once, and unclear after $what', async ({ listener }) => {
    let count = 0;
    const url = await serve((request, response) => {
      count += 1;
      listener(request, response);
    });
    const { client } = connect(url, { limits: { callMs: 300 } });

    await expect(run(client)).rejects.toMatchObject({
      ...unclear,
      cause: expect.any(Error),
    });
    expect(count).toBe(1);
  });

  it('is unclear after success in words that are not Panther', async () => {
    const { url } = await serveAnswers({
      body: '<title>Please sign in</title>',
    });
    const { client } = connect(url);

    await expect(run(client)).rejects.toMatchObject(unclear);
  });

  it('is definitely not done where nobody listens', async () => {
    const { client } = connect('http://127.0.0.1:1');

    await expect(run(client)).rejects.toMatchObject({ failure: 'unreachable' });
  });

  it.each([
    { status: 400, failure: 'rejectedInput', name: 'InputError' },
    { status: 401, failure: 'tokenRefused', name: 'ServiceUnavailableError' },
    {
      status: 403,
      failure: 'permissionMissing',
      name: 'ServiceUnavailableError',
    },
    { status: 409, failure: 'conflict', name: 'ConflictError' },
    { status: 429, failure: 'rateLimited', name: 'ServiceUnavailableError' },
    { status: 301, failure: 'redirected', name: 'ServiceUnavailableError' },
    {
      status: 405,
      failure: 'unexpectedAnswer',
      name: 'ServiceUnavailableError',
    },
  ])(
    'is definitely not done, and $failure, after status $status',
    async ({ status, failure, name }) => {
      const { url, requests } = await serveAnswers({
        status,
        body: { message: 'no' },
      });
      const { client } = connect(url);

      await expect(run(client)).rejects.toMatchObject({ failure, name });
      expect(requests).toHaveLength(1);
    },
  );

  it('is unclear when its caller cancels on the way', async () => {
    const cancel = new AbortController();
    const url = await serve(() => cancel.abort());
    const { client } = connect(url);

    await expect(run(client, { signal: cancel.signal })).rejects.toMatchObject(
      unclear,
    );
  });
});
