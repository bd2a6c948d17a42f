import {
  CHECKOUT_ACCESS_LOGS,
  listOf,
  pageOf,
} from './__testUtils__/graphqlAnswers';
import { setupTenants } from './__testUtils__/setupTenants';
import { TenantClient } from './TenantClient';

const { serveAnswers, serveSandbox, connect } = setupTenants();

const LIST = { body: listOf(CHECKOUT_ACCESS_LOGS) };

/** An observer, and what it was told, one line each. */
function observe() {
  const told: string[] = [];
  return {
    told,
    observer: {
      upstreamCallEnded: jest.fn(({ instance, operation, outcome }) =>
        told.push(`${instance} ${operation} ended: ${outcome}`),
      ),
      upstreamRetried: jest.fn(({ instance, operation }) =>
        told.push(`${instance} ${operation} retried`),
      ),
      upstreamRateLimited: jest.fn(({ instance, operation }) =>
        told.push(`${instance} ${operation} rate limited`),
      ),
    },
  };
}

describe('an observer', () => {
  it('is told of a call by the name that Panther has for the operation', async () => {
    const { url, sandbox } = await serveSandbox();
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await client.listSources();
    await client.getSource(CHECKOUT_ACCESS_LOGS.integrationId);
    await client.getS3Source(CHECKOUT_ACCESS_LOGS.integrationId);
    await client.listSchemas();
    await client.getOwnApiToken();
    await client.listSystemErrors({ after: new Date(0), before: new Date() });
    await client.deleteSource(CHECKOUT_ACCESS_LOGS.integrationId);

    // The sandbox counts by the names of Panther's published APIs.
    expect(told).toEqual(
      Object.keys(sandbox.countRequests()).map(
        operation => `default ${operation} ended: ok`,
      ),
    );
  });

  it('is told how long a call took', async () => {
    const { url } = await serveSandbox({ latencyMs: 50 });
    const { observer } = observe();
    const { client } = connect(url, { observer });
    const startedAt = performance.now();

    await client.listSources();

    const [call] = observer.upstreamCallEnded.mock.calls[0] ?? [];
    expect(call.durationMs).toBeGreaterThanOrEqual(49);
    expect(call.durationMs).toBeLessThanOrEqual(performance.now() - startedAt);
  });

  it('is told once of a call of several requests', async () => {
    const { url } = await serveAnswers(
      { body: { data: { sources: pageOf([], 'next') } } },
      LIST,
    );
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await client.listSources();

    expect(told).toEqual(['default sources ended: ok']);
  });

  it('is told of every retry, and of every answer with status 429', async () => {
    const { url } = await serveAnswers(
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503 },
      LIST,
    );
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await client.listSources();

    expect(told).toEqual([
      'default sources rate limited',
      'default sources retried',
      'default sources retried',
      'default sources ended: ok',
    ]);
  });

  it('is told of a 429 that is not followed by a retry', async () => {
    const { url } = await serveAnswers({
      status: 429,
      headers: { 'retry-after': '60' },
    });
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await expect(client.deleteSource('x')).rejects.toThrow();

    expect(told).toEqual([
      'default deleteSource rate limited',
      'default deleteSource ended: rateLimited',
    ]);
  });

  it.each<[string, (client: TenantClient) => Promise<unknown>]>([
    ['sources ended: tokenRefused', client => client.listSources()],
    ['source ended: tokenRefused', client => client.getSource('x')],
    ['getApiToken ended: tokenRefused', client => client.getOwnApiToken()],
    [
      'deleteS3Source ended: tokenRefused',
      client => client.deleteS3Source('x'),
    ],
  ])('is told of a failure by its code: %s', async (line, run) => {
    const { url } = await serveAnswers({ status: 401 });
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await expect(run(client)).rejects.toThrow();

    expect(told).toEqual([`default ${line}`]);
  });

  it('is told of an answer that turns out to be wrong', async () => {
    const { url } = await serveAnswers({ body: { data: { sources: {} } } });
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await expect(client.listSources()).rejects.toThrow();

    expect(told).toEqual(['default sources ended: unexpectedAnswer']);
  });

  it('is told of a call that could not be made', async () => {
    const { url } = await serveAnswers();
    const { told, observer } = observe();
    const { client } = connect(url, {
      observer,
      instance: { manageToken: undefined },
    });

    await expect(client.deleteSource('x')).rejects.toThrow();

    expect(told).toEqual(['default deleteSource ended: tokenMissing']);
  });

  it('is told of a call that its caller cancelled', async () => {
    const cancel = new AbortController();
    const { url } = await serveAnswers(() => {
      cancel.abort(new Error('enough'));
      return LIST;
    });
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await expect(client.listSources({ signal: cancel.signal })).rejects.toThrow(
      'enough',
    );
    await expect(client.listSources({ signal: cancel.signal })).rejects.toThrow(
      'enough',
    );

    expect(told).toEqual([
      'default sources ended: cancelled',
      'default sources ended: cancelled',
    ]);
  });

  it('is told of a mistake that no tenant made', async () => {
    const { url } = await serveSandbox();
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await expect(
      client.listSystemErrors({ after: new Date(NaN), before: new Date() }),
    ).rejects.toThrow(RangeError);

    expect(told).toEqual(['default listAlerts ended: defect']);
  });

  it('is told that closing the client cancels', async () => {
    const { url } = await serveSandbox();
    const { told, observer } = observe();
    const { client } = connect(url, { observer });

    await client.close();
    await expect(client.listSources()).rejects.toThrow();

    expect(told).toEqual(['default sources ended: cancelled']);
  });
});
