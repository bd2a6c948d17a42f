import { CHECKOUT_ACCESS_LOGS, listOf } from './__testUtils__/graphqlAnswers';
import { setupTenants } from './__testUtils__/setupTenants';

const { serveAnswers, connect } = setupTenants();

const LIST = { body: listOf(CHECKOUT_ACCESS_LOGS) };

describe('an answer that asks for patience', () => {
  it.each([429, 502, 503, 504])(
    'of status %s is asked for again',
    async status => {
      const { url, requests } = await serveAnswers(
        { status, body: { message: 'wait' } },
        { status, body: '<html>wait</html>' },
        LIST,
      );
      const { client } = connect(url);

      await expect(client.listSources()).resolves.toHaveProperty(
        'sources.length',
        1,
      );
      expect(requests).toHaveLength(3);
    },
  );

  it('is also asked for again by REST', async () => {
    const { url, requests } = await serveAnswers(
      { status: 503 },
      { body: { name: 'n', permissions: [] } },
    );
    const { client } = connect(url);

    await client.getOwnApiToken();

    expect(requests).toHaveLength(2);
  });

  it('is not asked for again for ever', async () => {
    const { url, requests } = await serveAnswers({
      status: 503,
      body: '<title>503 Unavailable</title>',
    });
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      failure: 'failed',
      message: expect.stringContaining(
        'failed to list the log sources: HTTP 503 with a page titled "503 Unavailable"',
      ),
    });
    expect(requests).toHaveLength(3);
  });

  it.each([400, 401, 403, 404, 409, 500, 501])(
    'is none of status %s',
    async status => {
      const { url, requests } = await serveAnswers({ status, body: {} });
      const { client } = connect(url);

      await expect(client.listSources()).rejects.toThrow();
      expect(requests).toHaveLength(1);
    },
  );

  it('is obeyed', async () => {
    const { url } = await serveAnswers(
      { status: 429, headers: { 'retry-after': '1' } },
      LIST,
    );
    const { client } = connect(url);
    const start = performance.now();

    await client.listSources();

    expect(performance.now() - start).toBeGreaterThanOrEqual(999);
  });

  it.each([
    { form: 'in seconds', retryAfter: () => '60' },
    {
      form: 'as a date',
      retryAfter: () => new Date(Date.now() + 60_000).toUTCString(),
    },
  ])(
    'for longer than there is time is passed on, $form',
    async ({ retryAfter }) => {
      const { url, requests } = await serveAnswers({
        status: 429,
        headers: { 'retry-after': retryAfter() },
      });
      const { client } = connect(url);

      await expect(client.listSources()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        failure: 'rateLimited',
        message: expect.stringMatching(
          /asked too often to list the log sources; try again in (59|60) seconds/,
        ),
      });
      expect(requests).toHaveLength(1);
    },
  );

  it('leaves the token out of the log', async () => {
    const { url } = await serveAnswers({ status: 503, body: 'sandbox-token' });
    const { client, logger } = connect(url);

    await expect(client.listSources()).rejects.toThrow();

    expect(logger.debug).toHaveBeenCalledTimes(2);
    expect(JSON.stringify(logger.debug.mock.calls)).not.toContain(
      'sandbox-token',
    );
  });
});
