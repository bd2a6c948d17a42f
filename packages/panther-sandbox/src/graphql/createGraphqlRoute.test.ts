import request from 'supertest';
import { callSandbox, ids } from '../__testUtils__/callers';
import {
  settings,
  creation,
  createQuery,
  updateQuery,
} from '../__testUtils__/s3SourceInput';

describe('documents of the GraphQL API', () => {
  it.each([
    [
      'a field it does not have',
      '{ sources { edges { node { health } } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'an operation it does not have',
      '{ alerts { edges { node { id } } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a null list',
      'mutation { createS3Source(input: { s3PrefixLogTypes: null }) { logSource { integrationId } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['broken text', '{ sources {', 'GRAPHQL_PARSE_FAILED'],
  ])('refuses %s with a code', async (_case, query, code) => {
    const { status, body } = await callSandbox().graphql(query);

    expect(status).toBe(422);
    expect(body.data).toBeNull();
    expect(body.errors[0]).toEqual({
      message: expect.any(String),
      locations: expect.any(Array),
      extensions: { code },
    });
  });

  it.each(['kmsKey', 'label', 's3PrefixLogTypes'] as const)(
    'refuses an update without %s, as it replaces everything',
    async key => {
      const { [key]: _left, ...input } = { ...settings, id: ids.edge };

      const { status, body } = await callSandbox().graphql({
        query: updateQuery,
        variables: { input },
      });

      expect(status).toBe(422);
      expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(body.errors[0].message).toContain(`"${key}"`);
    },
  );

  it.each([
    ['an array of prefixes with null inside', { excludedPrefixes: null }],
    ['a stream type that is none', undefined],
  ])('refuses %s', async (_case, change) => {
    const input = change
      ? {
          ...creation,
          s3PrefixLogTypes: [{ ...creation.s3PrefixLogTypes[0], ...change }],
        }
      : { ...creation, logStreamType: 'Parquet' };

    const { status } = await callSandbox().graphql({
      query: createQuery,
      variables: { input },
    });

    expect(status).toBe(422);
  });

  it.each(['{"query": 5}', '{"query"', '[]', ''])(
    'refuses the body %p',
    async text => {
      const { app } = callSandbox();

      const { status, body } = await request(app)
        .post('/public/graphql')
        .set('x-api-key', 'sandbox-token')
        .set('content-type', 'application/json')
        .send(text);

      expect(status).toBe(400);
      expect(body.errors[0].message).toContain('query');
    },
  );

  it('runs the operation that is named', async () => {
    const { body } = await callSandbox().graphql({
      query:
        'query A { generalSettings { pantherVersion } } query B { __typename }',
      operationName: 'B',
    });

    expect(body).toEqual({ data: { __typename: 'Query' } });
  });
});
