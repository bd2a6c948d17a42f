import { setupTenants } from './__testUtils__/setupTenants';
import { S3SourceInput, S3SourceUpdate } from './types';

const { serveSandbox, connect } = setupTenants();

/** The log source that the examples of Panther's documentation name. */
const EXAMPLE_ID = 'bcd45662-bab7-4f99-b69f-083a0212568d';

/** As in the examples, whose account has a digit too many. */
const EXAMPLE_INPUT: S3SourceInput = {
  awsAccountId: '0123456789012',
  label: 'My Log Source',
  logProcessingRole:
    'arn:aws:iam::0123456789012:role/PantherLogProcessingRole-somerole',
  logStreamType: 'JSON',
  managedBucketNotifications: false,
  bucket: 'name-of-my-bucket',
  prefixes: [{ excludedPrefixes: [], logTypes: ['AWS.ALB'], prefix: '' }],
};

const EXAMPLE_UPDATE: S3SourceUpdate = {
  label: 'My Log Source2',
  kmsKey: '',
  logProcessingRole: EXAMPLE_INPUT.logProcessingRole,
  logStreamType: 'JSON',
  managedBucketNotifications: false,
  prefixes: EXAMPLE_INPUT.prefixes,
};

const KMS_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/2b7e1c94';

describe.each(['rest', 'graphql'] as const)(
  'the operations on S3 sources, over %s',
  s3Api => {
    async function connectToSandbox() {
      const { url, sandbox } = await serveSandbox();
      const { client } = connect(url, { instance: { s3Api } });
      return { client, sandbox };
    }

    it('creates the source of the example, 13-digit account and all', async () => {
      const { client, sandbox } = await connectToSandbox();

      const created = await client.createS3Source(EXAMPLE_INPUT);

      expect(created).toMatchObject(EXAMPLE_INPUT);
      await expect(
        client.getSource(created.integrationId),
      ).resolves.toMatchObject({
        label: 'My Log Source',
        type: 'aws-s3',
        logTypes: ['AWS.ALB'],
        s3: { bucket: 'name-of-my-bucket', awsAccountId: '0123456789012' },
      });
      expect(sandbox.countRequests()).toEqual({ createS3Source: 1, source: 1 });
    });

    it('updates the source of the example', async () => {
      const { client } = await connectToSandbox();

      const updated = await client.updateS3Source(EXAMPLE_ID, EXAMPLE_UPDATE);

      expect(updated).toMatchObject({
        integrationId: EXAMPLE_ID,
        label: 'My Log Source2',
        bucket: 'acme-edge-logs',
        logStreamType: 'JSON',
        managedBucketNotifications: false,
      });
      await expect(client.getS3Source(EXAMPLE_ID)).resolves.toEqual(updated);
    });

    it('sets a KMS key and stream options, and takes both away again', async () => {
      const { client } = await connectToSandbox();
      const options = { jsonArrayEnvelopeField: 'Records' };
      const { integrationId } = await client.createS3Source({
        ...EXAMPLE_INPUT,
        kmsKey: KMS_KEY,
        logStreamType: 'JsonArray',
        logStreamTypeOptions: options,
      });
      await expect(client.getS3Source(integrationId)).resolves.toMatchObject({
        kmsKey: KMS_KEY,
        logStreamType: 'JsonArray',
        logStreamTypeOptions: options,
      });

      await client.updateS3Source(integrationId, {
        ...EXAMPLE_UPDATE,
        kmsKey: undefined,
      });

      const { kmsKey, logStreamTypeOptions } = await client.getS3Source(
        integrationId,
      );
      expect({ kmsKey, logStreamTypeOptions }).toEqual({});
    });

    it('keeps the order of the prefixes and what is excluded', async () => {
      const { client } = await connectToSandbox();
      const prefixes = [
        { prefix: 'b/', logTypes: ['AWS.ALB'], excludedPrefixes: ['b/*/x'] },
        { prefix: 'a/', logTypes: ['AWS.CloudTrail'], excludedPrefixes: [] },
      ];

      const { integrationId } = await client.createS3Source({
        ...EXAMPLE_INPUT,
        prefixes,
      });

      await expect(client.getS3Source(integrationId)).resolves.toMatchObject({
        prefixes,
      });
    });

    it('deletes the source of the example, and tells when it was gone', async () => {
      const { client } = await connectToSandbox();

      await expect(client.deleteS3Source(EXAMPLE_ID)).resolves.toEqual({
        integrationId: EXAMPLE_ID,
        existed: true,
      });
      await expect(client.deleteS3Source(EXAMPLE_ID)).resolves.toEqual({
        integrationId: EXAMPLE_ID,
        existed: false,
      });
    });

    it('tells that there is no source to read or update', async () => {
      const { client } = await connectToSandbox();
      const notFound = { name: 'NotFoundError', failure: 'notFound' };

      await expect(client.getS3Source('nowhere')).rejects.toMatchObject(
        notFound,
      );
      await expect(
        client.updateS3Source('nowhere', EXAMPLE_UPDATE),
      ).rejects.toMatchObject(notFound);
    });

    it('tells what a new source collides with, in the words of Panther', async () => {
      const { client } = await connectToSandbox();
      await client.createS3Source(EXAMPLE_INPUT);

      await expect(client.createS3Source(EXAMPLE_INPUT)).rejects.toMatchObject({
        name: 'ConflictError',
        failure: 'conflict',
        message: expect.stringMatching(
          /did not create the S3 source 'My Log Source'.*"My Log Source" already exists/,
        ),
      });
    });

    it('tells what Panther does not accept, in the words of Panther', async () => {
      const { client } = await connectToSandbox();

      await expect(
        client.createS3Source({ ...EXAMPLE_INPUT, label: 'no/slashes' }),
      ).rejects.toMatchObject({
        name: 'InputError',
        failure: 'rejectedInput',
        message: expect.stringContaining('integrationLabel must'),
      });
    });

    it('writes with the token for writing', async () => {
      const { url } = await serveSandbox();
      const { client } = connect(url, {
        instance: {
          s3Api,
          apiToken: 'sandbox-token',
          manageToken: 'sandbox-read-token',
        },
      });

      await expect(client.createS3Source(EXAMPLE_INPUT)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        failure: 'permissionMissing',
        message: expect.stringMatching(
          /panther\.manageToken.*Manage Log Sources/,
        ),
      });
    });

    it('writes nothing without the token for writing', async () => {
      const { url, sandbox } = await serveSandbox();
      const { client } = connect(url, {
        instance: { s3Api, manageToken: undefined },
      });

      for (const write of [
        () => client.createS3Source(EXAMPLE_INPUT),
        () => client.updateS3Source(EXAMPLE_ID, EXAMPLE_UPDATE),
        () => client.deleteS3Source(EXAMPLE_ID),
        () => client.deleteSource(EXAMPLE_ID),
      ]) {
        await expect(write()).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
          failure: 'tokenMissing',
          message: expect.stringContaining('panther.manageToken'),
        });
      }
      expect(sandbox.countRequests()).toEqual({});
    });
  },
);
