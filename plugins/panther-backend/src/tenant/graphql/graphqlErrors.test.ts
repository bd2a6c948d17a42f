import {
  BILLING_WORKER_LOGS,
  CHECKOUT_ACCESS_LOGS,
  linesOf,
  listOf,
  pageOf,
} from '../__testUtils__/graphqlAnswers';
import { setupTenants } from '../__testUtils__/setupTenants';

const { serveAnswers, serveSandbox, connect } = setupTenants();

const LIST = { body: listOf(CHECKOUT_ACCESS_LOGS, BILLING_WORKER_LOGS) };

function denied(...path: (string | number)[]) {
  return { message: 'access denied', path };
}

describe('a token that may not read users', () => {
  it('gets the list without createdBy, and does not ask for it again', async () => {
    const { url, sandbox } = await serveSandbox();
    const { client, logger } = connect(url, {
      instance: { apiToken: 'sandbox-read-token' },
    });

    const first = await client.listSources();
    const second = await client.listSources();

    expect(first.sources).toHaveLength(40);
    expect(first).toMatchObject({
      rejected: [],
      unavailableFields: [{ field: 'createdBy', reason: 'not permitted' }],
    });
    for (const source of [...first.sources, ...second.sources]) {
      expect(source).toMatchObject({
        createdBy: undefined,
        degradedFields: [],
      });
    }
    expect(second.unavailableFields).toEqual(first.unavailableFields);
    // The first answer had everything else in it.
    expect(sandbox.countRequests()).toEqual({ sources: 2 });
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('gets the list without createdBy from a tenant that answers with no data then', async () => {
    const { url, requests } = await serveAnswers(
      {
        body: {
          data: null,
          errors: [denied('sources', 'edges', 0, 'node', 'createdBy')],
        },
      },
      LIST,
    );
    const { client } = connect(url);

    await expect(client.listSources()).resolves.toMatchObject({
      sources: [{}, {}],
      unavailableFields: [{ field: 'createdBy', reason: 'not permitted' }],
    });
    expect(requests).toHaveLength(2);
    expect(linesOf(requests[1]).join()).not.toContain('createdBy');
  });
});

describe('a token that may not read log sources', () => {
  it.each([200, 403])('is told of the permission, status %s', async status => {
    const { url, requests } = await serveAnswers({
      status,
      body: { data: null, errors: [denied('sources')] },
    });
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      failure: 'permissionMissing',
      message: expect.stringMatching(
        /access denied \(sources\); .*View Log Sources/,
      ),
    });
    expect(requests).toHaveLength(1);
  });
});

describe('an error in the answer', () => {
  function broken(...path: (string | number)[]) {
    return { message: 'internal server error', path };
  }

  it('costs only the optional field of the source at the end of its path', async () => {
    const { url, requests } = await serveAnswers({
      body: {
        ...listOf(
          { ...CHECKOUT_ACCESS_LOGS, lastEventReceivedAtTime: null },
          {
            ...BILLING_WORKER_LOGS,
            kmsKey: null,
            logStreamType: null,
            createdBy: null,
          },
        ),
        errors: [
          broken('sources', 'edges', 0, 'node', 'lastEventReceivedAtTime'),
          broken('sources', 'edges', 1, 'node', 'kmsKey'),
          broken('sources', 'edges', 1, 'node', 'logStreamType'),
          broken(
            ...['sources', 'edges', 1, 'node'],
            ...['logStreamTypeOptions', 'xmlRootElement'],
          ),
          // The id of an actor cannot be null, so the actor is.
          broken('sources', 'edges', 1, 'node', 'createdBy', 'id'),
        ],
      },
    });
    const { client } = connect(url);

    const { sources, rejected, unavailableFields } = await client.listSources();

    expect(sources).toMatchObject([
      {
        label: 'Checkout access logs',
        lastEventReceivedAt: undefined,
        degradedFields: ['lastEventReceivedAt'],
      },
      {
        label: 'Billing worker logs',
        degradedFields: [
          's3.kmsKey',
          's3.logStreamType',
          's3.logStreamTypeOptions.xmlRootElement',
          'createdBy',
        ],
      },
    ]);
    expect({ rejected, unavailableFields }).toEqual({
      rejected: [],
      unavailableFields: [],
    });
    expect(requests).toHaveLength(1);
  });

  it('costs the same in the answer to a single source', async () => {
    const { url } = await serveAnswers({
      body: {
        data: { source: { ...CHECKOUT_ACCESS_LOGS, kmsKey: null } },
        errors: [broken('source', 'kmsKey')],
      },
    });
    const { client } = connect(url, { instance: { s3Api: 'graphql' } });

    await expect(client.getSource('x')).resolves.toMatchObject({
      degradedFields: ['s3.kmsKey'],
    });
    // Written back, the key would be lost.
    await expect(client.getS3Source('x')).rejects.toMatchObject({
      failure: 'failed',
      message: expect.stringContaining('s3.kmsKey'),
    });
  });

  it.each([
    { what: 'the list', data: null, path: ['sources'] },
    {
      what: 'a field that cannot be null',
      data: null,
      path: ['sources', 'edges', 0, 'node', 'integrationId'],
    },
    {
      what: 'a field that can, without the list',
      data: null,
      path: ['sources', 'edges', 0, 'node', 'kmsKey'],
    },
    {
      what: 'a required field, with a list all the same',
      data: LIST.body.data,
      path: ['sources', 'edges', 0, 'node', 'isHealthy'],
    },
    { what: 'nobody knows what', data: LIST.body.data, path: [] },
  ])('is the failure of the call if it costs $what', async ({ data, path }) => {
    const { url } = await serveAnswers({
      body: { data, errors: [broken(...path)] },
    });
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      failure: 'failed',
      message: expect.stringContaining(
        'failed to list the log sources: internal server error',
      ),
    });
  });

  it.each(['source not found', 'log source x does not exist'])(
    'says that there is no source: %s',
    async message => {
      const { url } = await serveAnswers({
        body: { data: { source: null }, errors: [{ message }] },
      });
      const { client } = connect(url);

      await expect(client.getSource('x')).rejects.toMatchObject({
        failure: 'notFound',
      });
    },
  );

  it('is not needed to say that there is no source', async () => {
    const { url } = await serveAnswers({ body: { data: { source: null } } });
    const { client } = connect(url);

    await expect(client.getSource('x')).rejects.toMatchObject({
      failure: 'notFound',
    });
  });

  it('is the failure of a list of schemas', async () => {
    const { url } = await serveAnswers({
      body: {
        data: { schemas: pageOf([]) },
        errors: [broken('schemas', 'edges', 0, 'node', 'description')],
      },
    });
    const { client } = connect(url);

    await expect(client.listSchemas()).rejects.toMatchObject({
      failure: 'failed',
    });
  });
});

describe('a mutation that fails', () => {
  it.each([
    {
      message: 'access denied',
      path: ['deleteSource'],
      failure: 'permissionMissing',
    },
    {
      message: 'label already exists',
      path: ['deleteSource'],
      failure: 'conflict',
    },
    {
      message: 'the id must be a UUID',
      path: ['deleteSource'],
      failure: 'rejectedInput',
    },
    // Anything may have happened before these.
    {
      message: 'internal server error',
      path: ['deleteSource'],
      failure: 'outcomeUnclear',
    },
    {
      message: 'invalid memory address or nil pointer dereference',
      path: ['deleteSource'],
      failure: 'outcomeUnclear',
    },
    {
      message: 'access denied',
      path: ['deleteSource', 'id'],
      failure: 'outcomeUnclear',
    },
  ])(
    'with "$message" at $path is $failure',
    async ({ message, path, failure }) => {
      const { url } = await serveAnswers({
        body: { data: null, errors: [{ message, path }] },
      });
      const { client } = connect(url);

      await expect(client.deleteSource('x')).rejects.toMatchObject({
        failure,
        message: expect.stringContaining(message),
      });
    },
  );

  it('without a word is unclear', async () => {
    const { url } = await serveAnswers({ body: { data: null } });
    const { client } = connect(url);

    await expect(client.deleteSource('x')).rejects.toMatchObject({
      failure: 'outcomeUnclear',
    });
  });
});
