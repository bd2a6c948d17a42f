import { CHECKOUT_ACCESS_LOGS } from '../__testUtils__/graphqlAnswers';
import { RawAnswer, setupTenants } from '../__testUtils__/setupTenants';
import { withoutFields } from '../__testUtils__/withoutFields';

const { serveAnswers, connect } = setupTenants();

const ID = CHECKOUT_ACCESS_LOGS.integrationId;

/** What Panther's published schema does not have (July 2025). */
const UNPUBLISHED = ['retainEnvelopeFields', 'xmlRootElement'];

function answerOf(source: object, ...errors: object[]): RawAnswer {
  return {
    body: { data: { source: { ...CHECKOUT_ACCESS_LOGS, ...source } }, errors },
  };
}

const denied = (...path: string[]) => ({
  message: 'access denied',
  path: ['source', ...path],
});

afterEach(() => jest.restoreAllMocks());

describe('the settings of an S3 source over graphql', () => {
  async function connectTo(
    ...answers: Parameters<typeof serveAnswers>
  ): Promise<ReturnType<typeof connect>['client']> {
    const { url } = await serveAnswers(...answers);
    return connect(url, { instance: { s3Api: 'graphql' } }).client;
  }

  it.each([
    ['kmsKey', 's3.kmsKey'],
    ['logProcessingRole', 's3.logProcessingRole'],
    ['logStreamType', 's3.logStreamType'],
    ['logStreamTypeOptions', 's3.logStreamTypeOptions'],
    [
      'jsonArrayEnvelopeField',
      's3.logStreamTypeOptions.jsonArrayEnvelopeField',
    ],
    ['managedBucketNotifications', 's3.managedBucketNotifications'],
  ])(
    'are not given where the schema has no %s, for an update would clear it',
    async (name, field) => {
      const client = await connectTo(withoutFields([name], answerOf({})));
      const refusal = {
        name: 'ServiceUnavailableError',
        message: `Panther (Acme Security) cannot be asked to read the S3 source ${ID} with all of its settings over GraphQL, because ${field} is not in its schema; set panther.s3Api to rest.`,
      };
      await expect(client.getS3Source(ID)).rejects.toMatchObject(refusal);
      // The schema is known by then.
      await expect(client.getS3Source(ID)).rejects.toMatchObject(refusal);
    },
  );

  it('are given without the stack that Panther suggests', async () => {
    const client = await connectTo(withoutFields(['stackName'], answerOf({})));
    await expect(client.getS3Source(ID)).resolves.toMatchObject({
      bucket: 'acme-checkout-logs',
    });
  });

  it('are given where the schema lacks options that do not fit the stream type', async () => {
    const client = await connectTo(withoutFields(UNPUBLISHED, answerOf({})));
    await expect(client.getS3Source(ID)).resolves.toMatchObject({
      bucket: 'acme-checkout-logs',
      logStreamType: 'Auto',
    });
  });

  it.each([
    ['CloudWatchLogs', 'retainEnvelopeFields'],
    ['XML', 'xmlRootElement'],
  ])(
    'are not given for %s where the schema lacks %s',
    async (logStreamType, option) => {
      const client = await connectTo(
        withoutFields(UNPUBLISHED, answerOf({ logStreamType })),
      );
      await expect(client.getS3Source(ID)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining(
          `s3.logStreamTypeOptions.${option} is not in its schema; set panther.s3Api to rest.`,
        ),
      });
    },
  );

  it('are not given without a field that the token may not read, again and again', async () => {
    const client = await connectTo(
      answerOf({ kmsKey: null }, denied('kmsKey')),
      answerOf({ kmsKey: undefined }),
    );
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(client.getS3Source(ID)).rejects.toMatchObject({
        failure: 'permissionMissing',
        message: expect.stringMatching(
          /panther\.apiToken read the S3 source .*: s3\.kmsKey is not given/,
        ),
      });
    }
  });

  it('are not given without a field that Panther failed to read', async () => {
    const client = await connectTo(
      answerOf(
        { kmsKey: null },
        { message: 'timeout', path: ['source', 'kmsKey'] },
      ),
    );
    await expect(client.getS3Source(ID)).rejects.toMatchObject({
      failure: 'failed',
      message: expect.stringContaining('s3.kmsKey'),
    });
  });

  it('are not given by an answer to a question that left a field out, whatever is asked meanwhile', async () => {
    const now = jest.spyOn(performance, 'now');
    const client = await connectTo(
      withoutFields(['kmsKey'], answerOf({ kmsKey: undefined })),
      answerOf({ kmsKey: undefined }),
      request => {
        // While this is answered, the field is asked for again after its hour.
        const later = performance.now() + 60 * 60 * 1000;
        now.mockImplementation(() => later);
        void client.listSources().catch(() => {});
        return answerOf({ kmsKey: undefined, request });
      },
      answerOf({}),
    );
    await expect(client.getS3Source(ID)).rejects.toThrow('s3.kmsKey');
    await expect(client.getS3Source(ID)).rejects.toThrow('s3.kmsKey');
  });
});

describe('a log source that is asked for over graphql', () => {
  it.each([
    { path: undefined, failure: 'notFound' },
    { path: ['source'], failure: 'notFound' },
    { path: ['source', 'logTypes'], failure: 'failed' },
    { path: ['source', 'kmsKey'], failure: 'failed' },
  ])(
    'is $failure where something at $path was not found',
    async ({ path, failure }) => {
      const { url } = await serveAnswers({
        body: {
          data: { source: null },
          errors: [{ message: 'credentials secret not found', path }],
        },
      });
      const { client } = connect(url);
      await expect(client.getSource(ID)).rejects.toMatchObject({ failure });
    },
  );
});
