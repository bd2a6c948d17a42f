import { version } from '../../package.json';
import { gzipSync } from 'node:zlib';
import { CHECKOUT_ACCESS_LOGS, listOf } from './__testUtils__/graphqlAnswers';
import { RawAnswer, setupTenants } from './__testUtils__/setupTenants';

const { serve, serveAnswers, connect } = setupTenants();

const LIST = { body: listOf(CHECKOUT_ACCESS_LOGS) };

describe('what is sent', () => {
  it('carries the token and names the plugin', async () => {
    const { url, requests } = await serveAnswers(LIST);
    const { client } = connect(url, { instance: { apiToken: 'the-token' } });

    await client.listSources();

    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/public/graphql',
      headers: {
        'x-api-key': 'the-token',
        'user-agent': `backstage-plugin-panther/${version}`,
        'content-type': 'application/json',
      },
    });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
      operationName: 'ListSources',
      variables: { cursor: '' },
    });
  });

  it('goes below the root of a tenant in an account of its own', async () => {
    const { url, requests } = await serveAnswers({
      body: { name: 'n', permissions: [] },
    });
    const { client } = connect(`${url}/v1`);

    await client.getOwnApiToken();

    expect(requests).toMatchObject([
      { method: 'GET', path: '/v1/api-tokens/self', body: '' },
    ]);
  });

  it('shares a few connections', async () => {
    let open = 0;
    let most = 0;
    const url = await serve((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end(JSON.stringify(LIST.body));
      }, 20);
    });
    const { client } = connect(url);

    await Promise.all(Array.from({ length: 40 }, () => client.listSources()));

    expect(most).toBe(8);
  });

  it('never leaves the path it is meant for', async () => {
    const { url, requests } = await serveAnswers({ status: 204 });
    const { client } = connect(url);

    for (const id of ['', '.', '..']) {
      await expect(client.deleteS3Source(id)).rejects.toThrow(
        'is not the id of a log source',
      );
    }
    await client.deleteS3Source('../../api-tokens/self?x');

    expect(requests.map(({ path }) => path)).toEqual([
      '/log-sources/s3/..%2F..%2Fapi-tokens%2Fself%3Fx',
    ]);
  });
});

describe('an answer that is not Panther', () => {
  it.each<{ what: string; answer: RawAnswer; message: string }>([
    {
      what: 'a page of a gateway',
      answer: {
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>Please sign in</title></head></html>',
      },
      message: 'HTTP 200 with a page titled "Please sign in"',
    },
    {
      what: 'JSON that breaks off',
      answer: {
        headers: { 'content-type': 'application/json' },
        body: '{"data":{"sources":{"edges":[',
      },
      message: 'HTTP 200 with the text "{"data":{"sources":{"edges":["',
    },
    {
      what: 'nothing',
      answer: { body: '' },
      message: 'HTTP 200 with nothing in it',
    },
    {
      what: 'JSON of something else',
      answer: { body: { error: 'forbidden' } },
      message: 'forbidden',
    },
    {
      what: 'a list of something',
      answer: { body: [1, 2] },
      message: 'expected object, received array',
    },
    {
      what: 'a page that nobody has',
      answer: { status: 404, body: '404 page not found' },
      message: 'HTTP 404 with the text "404 page not found"',
    },
    {
      what: 'a refusal of a proxy',
      answer: { status: 403, body: '<title>Blocked by policy</title>' },
      message: 'HTTP 403 with a page titled "Blocked by policy"',
    },
    {
      what: 'bytes that are no gzip',
      answer: { headers: { 'content-encoding': 'gzip' }, body: 'plain' },
      message: 'it is not the gzip it claims to be',
    },
    {
      what: 'an encoding that was not asked for',
      answer: { headers: { 'content-encoding': 'br' }, body: 'xxx' },
      message: 'its encoding is "br"',
    },
  ])(
    '$what is told of, and the address to check',
    async ({ answer, message }) => {
      const { url, requests } = await serveAnswers(answer);
      const { client } = connect(url);

      await expect(client.listSources()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        failure: 'unexpectedAnswer',
        instance: 'default',
        asked: 'list the log sources',
        message: expect.stringMatching(
          /^Panther \(Acme Security\) was asked to list the log sources.*panther\.apiUrl/,
        ),
      });
      await expect(client.listSources()).rejects.toThrow(message);
      expect(requests).toHaveLength(2);
    },
  );

  it('is quoted in part if it is long', async () => {
    const { url } = await serveAnswers({ body: `word ${'x'.repeat(100_000)}` });
    const { client } = connect(url);

    const error = await client.listSources().catch(it => it);

    expect(error.message).toContain('word xxx');
    expect(error.message.length).toBeLessThan(700);
  });
});

describe('a refusal', () => {
  it('of the token is the fault of the configuration', async () => {
    const { url } = await serveAnswers({ status: 401, body: 'Unauthorized' });
    const { client } = connect(url, {
      instance: { configKey: 'panther.instances[1]' },
    });

    for (const call of [
      () => client.listSources(),
      () => client.getOwnApiToken(),
    ]) {
      await expect(call()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        failure: 'tokenRefused',
        message: expect.stringContaining('panther.instances[1].apiToken'),
      });
    }
    await expect(client.deleteSource('x')).rejects.toMatchObject({
      failure: 'tokenRefused',
      message: expect.stringContaining('panther.instances[1].manageToken'),
    });
  });

  it('for want of a permission names the permission', async () => {
    const { url } = await serveAnswers({
      status: 403,
      body: { error: 'forbidden' },
    });
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      failure: 'permissionMissing',
      message: expect.stringMatching(
        /panther\.apiToken list the log sources: forbidden; .*View Log Sources/,
      ),
    });
    await expect(client.deleteS3Source('x')).rejects.toMatchObject({
      failure: 'permissionMissing',
      message: expect.stringMatching(
        /panther\.manageToken delete the S3 source x: forbidden; .*Manage Log Sources/,
      ),
    });
  });

  it('by redirect is not followed', async () => {
    const elsewhere = await serveAnswers(LIST);
    const { url, requests } = await serveAnswers({
      status: 307,
      headers: { location: `${elsewhere.url}/public/graphql` },
    });
    const { client } = connect(url);

    for (const call of [
      () => client.listSources(),
      () => client.deleteSource('x'),
    ]) {
      await expect(call()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        failure: 'redirected',
        message: expect.stringMatching(/not followed.*panther\.apiUrl/),
      });
    }
    expect(requests).toHaveLength(2);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('the size of an answer', () => {
  it('has a limit', async () => {
    const { url } = await serveAnswers({ body: 'x'.repeat(2_000) });
    const { client } = connect(url, { limits: { answerBytes: 1_000 } });

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining('larger than 1000 bytes'),
    });
  });

  it('ends the transfer once it is beyond the limit', async () => {
    let hangUp = () => {};
    const hungUp = new Promise<void>(resolve => {
      hangUp = resolve;
    });
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1_000)), 1);
      response.on('close', () => {
        clearInterval(timer);
        hangUp();
      });
    });
    const { client } = connect(url, { limits: { answerBytes: 10_000 } });

    await expect(client.listSources()).rejects.toThrow('larger than');
    await hungUp;
  });

  it('is measured after decompression', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const { url } = await serveAnswers(
      { headers, body: gzipSync(JSON.stringify(LIST.body)) },
      { headers, body: gzipSync('x'.repeat(1_000_000)) },
    );
    const { client } = connect(url, { limits: { answerBytes: 100_000 } });

    await expect(client.listSources()).resolves.toHaveProperty(
      'sources.length',
      1,
    );
    await expect(client.listSources()).rejects.toThrow('larger than 100000');
  });
});

describe('a fault of ours in reading an answer', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is not taken for one of Panther, and nothing is asked again for it', async () => {
    const fault = new TypeError('cannot read properties of undefined');
    // Which is what the times of a row are turned into texts with.
    jest.spyOn(Date.prototype, 'toISOString').mockImplementation(() => {
      throw fault;
    });
    const { url, requests } = await serveAnswers(LIST);
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toBe(fault);
    expect(requests).toHaveLength(1);
  });
});
