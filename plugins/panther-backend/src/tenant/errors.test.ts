import { mockErrorHandler } from '@backstage/backend-test-utils';
import { isError, serializeError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { inspect } from 'node:util';
import { RawAnswer, setupTenants } from './__testUtils__/setupTenants';
import { copyWithoutSecrets, TenantError, TenantFailure } from './errors';
import { TenantClient } from './TenantClient';

const { serve, serveAnswers, connect } = setupTenants();

const API_TOKEN = 'secret-token-for-reading';
const MANAGE_TOKEN = 'secret-token-for-writing';
const TOKENS = { apiToken: API_TOKEN, manageToken: MANAGE_TOKEN };

/** Everything of an error that could find its way into a log or an answer. */
function everythingOf(error: unknown): string {
  if (!isError(error)) {
    throw new Error(`expected an error, got ${error}`);
  }
  return [
    inspect(error, { depth: Infinity, showHidden: true }),
    JSON.stringify(error),
    JSON.stringify(
      serializeError(error as unknown as Error, { includeStack: true }),
    ),
    String(error),
  ].join('\n');
}

const CALLS: Record<string, (client: TenantClient) => Promise<unknown>> = {
  'a query': client => client.listSources(),
  'a mutation': client => client.deleteSource('x'),
  'a REST read': client => client.getS3Source('x'),
  'a REST write': client => client.rest.deleteS3Source('x'),
};

describe('the tokens', () => {
  const echo = `${API_TOKEN} ${MANAGE_TOKEN}`;
  const answers: Record<string, RawAnswer> = {
    'a refusal': { status: 400, body: { message: echo } },
    'a refusal for want of permission': { status: 403, body: { error: echo } },
    'a conflict': { status: 409, body: { message: echo } },
    'a failure': { status: 500, body: { message: echo } },
    'a redirect': {
      status: 302,
      headers: { location: `http://127.0.0.1/?${API_TOKEN}&${MANAGE_TOKEN}` },
    },
    'a page': { body: `<title>${echo}</title>` },
    'a text': { body: `{"broken": "${echo}` },
    'strange JSON': { status: 418, body: [echo] },
    'GraphQL errors': { body: { errors: [{ message: echo, path: [echo] }] } },
    'a schema without a field': {
      body: {
        errors: [
          {
            message: `Cannot query field "${echo}"`,
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
      },
    },
  };

  it.each(
    Object.entries(answers).flatMap(([what, answer]) =>
      Object.entries(CALLS).map(([call, run]) => ({ what, answer, call, run })),
    ),
  )(
    'never get out when $what repeats them to $call',
    async ({ answer, run }) => {
      const { url } = await serveAnswers(answer);
      const { client, logger } = connect(url, { instance: TOKENS });

      const error = await run(client).catch(it => it);

      expect(everythingOf(error)).toMatch('TenantError');
      expect(everythingOf(error)).not.toMatch(/secret-token/);
      expect(inspect(logger, { depth: Infinity })).not.toMatch(/secret-token/);
    },
  );

  it.each(Object.entries(CALLS).map(([call, run]) => ({ call, run })))(
    'never get out when the connection breaks in $call',
    async ({ run }) => {
      const url = await serve((_, response) => response.socket?.destroy());
      const { client, logger } = connect(url, { instance: TOKENS });

      const error = await run(client).catch(it => it);

      expect(error).toHaveProperty('cause', expect.any(Error));
      expect(everythingOf(error)).not.toMatch(/secret-token/);
      expect(inspect(logger, { depth: Infinity })).not.toMatch(/secret-token/);
    },
  );

  it('never get out when one is not fit to be sent', async () => {
    const { url } = await serveAnswers({});
    const { client } = connect(url, {
      instance: { apiToken: `${API_TOKEN}\n` },
    });

    const error = await client.listSources().catch(it => it);

    expect(everythingOf(error)).not.toMatch(API_TOKEN);
  });
});

describe('the copy of an error', () => {
  it('explains as much, and keeps nothing else', () => {
    const cause = Object.assign(new Error(`socket of ${API_TOKEN}`), {
      code: 'ECONNRESET',
    });
    const error = Object.assign(new TypeError(`for ${API_TOKEN}`, { cause }), {
      headers: { 'x-api-key': API_TOKEN },
    });

    const copy = copyWithoutSecrets(error, [API_TOKEN]);

    expect(copy).toMatchObject({
      name: 'TypeError',
      message: 'for [secret]',
      stack: expect.stringContaining('errors.test.ts'),
      cause: { message: 'socket of [secret]', code: 'ECONNRESET' },
    });
    expect(everythingOf(copy)).not.toContain(API_TOKEN);
  });
});

describe('an error that nobody handles', () => {
  const errorOf = (failure: TenantFailure) =>
    new TenantError(failure, 'A sentence', {
      instance: 'default',
      asked: 'list the log sources',
      cause: new Error('the cause'),
    });

  it.each<[TenantFailure, number, string]>([
    ['tokenRefused', 503, 'ServiceUnavailableError'],
    ['tokenMissing', 503, 'ServiceUnavailableError'],
    ['permissionMissing', 503, 'ServiceUnavailableError'],
    ['unreachable', 503, 'ServiceUnavailableError'],
    ['timedOut', 503, 'ServiceUnavailableError'],
    ['rateLimited', 503, 'ServiceUnavailableError'],
    ['redirected', 503, 'ServiceUnavailableError'],
    ['failed', 503, 'ServiceUnavailableError'],
    ['unexpectedAnswer', 503, 'ServiceUnavailableError'],
    ['outcomeUnclear', 503, 'ServiceUnavailableError'],
    ['notFound', 404, 'NotFoundError'],
    ['conflict', 409, 'ConflictError'],
    ['rejectedInput', 400, 'InputError'],
  ])('%s is answered with %s as %s', async (failure, status, name) => {
    const app = express()
      .get('/', () => {
        throw errorOf(failure);
      })
      .use(mockErrorHandler());

    const response = await request(app).get('/');

    expect(response.status).toBe(status);
    // Which instance was asked, and for what, is nobody's business who reads an answer.
    expect(response.body.error).toEqual({
      name,
      message: 'A sentence',
    });
  });

  it('says its sentence only, and keeps its cause apart', () => {
    const error = errorOf('unreachable');

    expect(error.message).toBe('A sentence');
    expect(error.cause).toEqual(new Error('the cause'));
  });
});
