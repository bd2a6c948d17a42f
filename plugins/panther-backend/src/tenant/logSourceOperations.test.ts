import { setupTenants } from './__testUtils__/setupTenants';

const { serveSandbox, connect } = setupTenants();

/** The log source that the examples of Panther's documentation name. */
const EXAMPLE_ID = 'bcd45662-bab7-4f99-b69f-083a0212568d';

describe('the operations on log sources of any type', () => {
  it('ListSources reads every source of the tenant in one request', async () => {
    const { url, sandbox } = await serveSandbox();
    const { client } = connect(url);

    const { sources, rejected, unavailableFields } = await client.listSources();

    expect(sources).toHaveLength(40);
    expect(new Set(sources.map(({ type }) => type)).size).toBeGreaterThan(5);
    expect({ rejected, unavailableFields }).toEqual({
      rejected: [],
      unavailableFields: [],
    });
    expect(sandbox.countRequests()).toEqual({ sources: 1 });
  });

  it('ListSources reads S3 settings with the list', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url);

    const { sources } = await client.listSources();

    expect(
      sources.find(({ label }) => label === 'Checkout audit trail'),
    ).toEqual({
      integrationId: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
      label: 'Checkout audit trail',
      type: 'aws-s3',
      isEditable: true,
      isHealthy: false,
      logTypes: ['AWS.CloudTrail'],
      createdAt: expect.stringMatching(/^[\d-]+T[\d:]+\.\d{3}Z$/),
      createdBy: { kind: 'user', id: expect.any(String) },
      lastModifiedAt: expect.stringMatching(/^[\d-]+T[\d:]+\.\d{3}Z$/),
      lastEventReceivedAt: expect.stringMatching(/^[\d-]+T[\d:]+\.\d{3}Z$/),
      lastEventProcessedAt: expect.stringMatching(/^[\d-]+T[\d:]+\.\d{3}Z$/),
      s3: {
        awsAccountId: '111122223333',
        bucket: 'acme-checkout-audit',
        prefixes: [
          {
            prefix: 'audit/',
            logTypes: ['AWS.CloudTrail'],
            excludedPrefixes: [],
          },
        ],
        kmsKey: expect.stringMatching(/^arn:aws:kms:/),
        logProcessingRole: expect.stringMatching(/^arn:aws:iam:/),
        logStreamType: 'JsonArray',
        logStreamTypeOptions: { jsonArrayEnvelopeField: 'Records' },
        managedBucketNotifications: true,
        stackName: expect.any(String),
      },
      degradedFields: [],
    });
    expect(sources.filter(({ type, s3 }) => s3 && type !== 'aws-s3')).toEqual(
      [],
    );
  });

  it('GetSource reads the source of the example', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url);

    await expect(client.getSource(EXAMPLE_ID)).resolves.toMatchObject({
      integrationId: EXAMPLE_ID,
      label: 'Edge load balancer logs',
      isHealthy: true,
      s3: { bucket: 'acme-edge-logs' },
    });
  });

  it('GetSource tells that there is no such source', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url);

    await expect(
      client.getSource('e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17'),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      failure: 'notFound',
      message: expect.stringContaining('e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17'),
    });
  });

  it('DeleteSource deletes a source of any type, and tells when it was gone', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url);
    const { sources } = await client.listSources();
    const other = sources.find(({ type }) => type === 'http-ingest');

    for (const id of [EXAMPLE_ID, other?.integrationId ?? '']) {
      await expect(client.deleteSource(id)).resolves.toEqual({
        integrationId: id,
        existed: true,
      });
      await expect(client.deleteSource(id)).resolves.toEqual({
        integrationId: id,
        existed: false,
      });
    }
    await expect(client.listSources()).resolves.toHaveProperty(
      'sources.length',
      sources.length - 2,
    );
  });

  it('the schemas are listed', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url);

    await expect(client.listSchemas()).resolves.toContainEqual({
      name: 'AWS.ALB',
      description: expect.any(String),
      isArchived: false,
      isManaged: true,
    });
  });

  it('the token describes itself', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url, {
      instance: { apiToken: 'sandbox-read-token' },
    });

    await expect(client.getOwnApiToken()).resolves.toEqual({
      name: 'Backstage read only',
      permissions: ['LogSourceRead'],
    });
  });
});
