import { callSandbox, ids } from '../__testUtils__/callers';
import {
  s3SourceCreation as creation,
  s3SourceSettings as settings,
} from '../__testUtils__/s3SourceBodies';

const edge = `/log-sources/s3/${ids.edge}`;
const collection = '/log-sources/s3';

describe('the REST API of S3 sources refuses with 400', () => {
  it.each([
    'awsAccountId',
    's3Bucket',
    'integrationLabel',
    's3PrefixLogTypes',
    'managedBucketNotifications',
    'logProcessingRole',
    'logStreamType',
  ] as const)('a creation without %s', async key => {
    const { [key]: _left, ...body } = creation;

    const answer = await callSandbox().post(collection, body);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      name: 'missing_field',
      id: expect.any(String),
      message: `"${key}" is missing from body`,
      temporary: false,
      timeout: false,
      fault: false,
    });
  });

  it.each([
    'integrationLabel',
    's3PrefixLogTypes',
    'managedBucketNotifications',
    'logProcessingRole',
    'logStreamType',
  ] as const)('an update without %s', async key => {
    const { [key]: _left, ...body } = settings;

    const answer = await callSandbox().put(edge, body);

    expect(answer.status).toBe(400);
    expect(answer.body.message).toBe(`"${key}" is missing from body`);
  });

  it.each([
    [
      'a label that is a number',
      { integrationLabel: 5 },
      'body.integrationLabel: expected string, got number',
    ],
    [
      'a null label',
      { integrationLabel: null },
      'body.integrationLabel: expected string, got null',
    ],
    ['a null key', { kmsKey: null }, 'body.kmsKey: expected string, got null'],
    [
      'null options',
      { logStreamTypeOptions: null },
      'body.logStreamTypeOptions: expected object, got null',
    ],
    [
      'an option of the wrong type',
      { logStreamTypeOptions: { retainEnvelopeFields: 'yes' } },
      'retainEnvelopeFields: expected boolean, got string',
    ],
    [
      'a boolean in quotes',
      { managedBucketNotifications: 'true' },
      'body.managedBucketNotifications: expected boolean, got string',
    ],
    [
      'null mappings',
      { s3PrefixLogTypes: null },
      'body.s3PrefixLogTypes: expected array, got null',
    ],
    [
      'null log types',
      { s3PrefixLogTypes: [{ logTypes: null }] },
      'body.s3PrefixLogTypes[0].logTypes: expected array, got null',
    ],
    [
      'a log type that is null',
      { s3PrefixLogTypes: [{ logTypes: [null] }] },
      'body.s3PrefixLogTypes[0].logTypes[0]: expected string, got null',
    ],
    [
      'null exclusions',
      { s3PrefixLogTypes: [{ excludedPrefixes: null }] },
      'excludedPrefixes: expected array, got null',
    ],
  ])('%s', async (_case, change, message) => {
    const answer = await callSandbox().post(collection, {
      ...creation,
      ...change,
    });

    expect(answer.status).toBe(400);
    expect(answer.body.name).toBe('decode_payload');
    expect(answer.body.message).toContain(message);
  });

  it('a stream type that is none', async () => {
    const answer = await callSandbox().post(collection, {
      ...creation,
      logStreamType: 'Parquet',
    });

    expect(answer.status).toBe(400);
    expect(answer.body.name).toBe('invalid_enum_value');
    expect(answer.body.message).toBe(
      'value of body.logStreamType must be one of "Auto", "JSON", "JsonArray", "Lines", "XML", "CloudWatchLogs" but got value "Parquet"',
    );
  });

  it.each([
    ['no body', undefined, 'missing_payload'],
    ['broken JSON', '{"integrationLabel": ', 'decode_payload'],
    ['a list', '[]', 'decode_payload'],
    ['null', 'null', 'decode_payload'],
    ['text', '"hello"', 'decode_payload'],
  ])('%s', async (_case, body, name) => {
    const answer = await callSandbox().post(collection, body);

    expect(answer.status).toBe(400);
    expect(answer.body.name).toBe(name);
  });

  it.each([
    [
      'a label with other characters',
      { integrationLabel: 'Orders (new)' },
      'integrationLabel',
    ],
    [
      'a label of 33 characters',
      { integrationLabel: 'a'.repeat(33) },
      'integrationLabel',
    ],
    ['an empty label', { integrationLabel: '' }, 'integrationLabel'],
    ['a blank label', { integrationLabel: '  ' }, 'integrationLabel'],
    ['an empty bucket', { s3Bucket: '' }, 's3Bucket'],
    ['an empty account', { awsAccountId: '' }, 'awsAccountId'],
    ['an empty role', { logProcessingRole: '' }, 'logProcessingRole'],
    ['no mapping', { s3PrefixLogTypes: [] }, 's3PrefixLogTypes'],
    [
      'the same prefix twice',
      {
        s3PrefixLogTypes: [
          { prefix: 'a/' },
          { prefix: 'b/' },
          { prefix: 'a/' },
        ],
      },
      '"a/" more than once',
    ],
  ])('%s', async (_case, change, message) => {
    const answer = await callSandbox().post(collection, {
      ...creation,
      ...change,
    });

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      message: expect.stringContaining(message),
    });
  });

  it('a change of a source that is not editable', async () => {
    const { put, delete: remove, get } = callSandbox();
    const path = `${collection}/${ids.mainframe}`;

    for (const answer of [await put(path, settings), await remove(path)]) {
      expect(answer.status).toBe(400);
      expect(answer.body.message).toContain('not editable');
    }
    expect((await get(path)).body.integrationLabel).toBe(
      'Legacy mainframe dumps',
    );
  });
});
