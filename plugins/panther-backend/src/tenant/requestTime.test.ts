import { RequestListener } from 'node:http';
import { AddressInfo, createServer, Socket } from 'node:net';
import { CHECKOUT_ACCESS_LOGS, listOf } from './__testUtils__/graphqlAnswers';
import { setupTenants } from './__testUtils__/setupTenants';

const { serve, serveAnswers, connect } = setupTenants();

const LIST = { body: listOf(CHECKOUT_ACCESS_LOGS) };

const neverAnswers: RequestListener = () => {};

const stopsHalfWay: RequestListener = (_, response) => {
  response.write('{"data":');
};

const dropsTheConnection: RequestListener = (_, response) => {
  response.socket?.destroy();
};

const dropsHalfWay: RequestListener = (_, response) => {
  response.write('{"data":', () => response.socket?.destroy());
};

/** Serves each request with the next listener, and the last one for ever. */
function inTurn(...listeners: RequestListener[]) {
  let count = 0;
  const listener: RequestListener = (request, response) => {
    const next = listeners[Math.min(count, listeners.length - 1)];
    count += 1;
    next?.(request, response);
  };
  return { listener, count: () => count };
}

const lists: RequestListener = (_, response) => {
  response.end(JSON.stringify(LIST.body));
};

describe('a tenant that takes too long', () => {
  const timedOut = {
    name: 'ServiceUnavailableError',
    failure: 'timedOut',
    message: expect.stringContaining('took too long to list the log sources'),
  };

  it.each([
    { what: 'never answers', listener: neverAnswers },
    { what: 'stops half-way', listener: stopsHalfWay },
  ])(
    'is given up when the time of a call is over: $what',
    async ({ listener }) => {
      const url = await serve(listener);
      const { client } = connect(url, { limits: { callMs: 200 } });

      await expect(client.listSources()).rejects.toMatchObject(timedOut);
    },
  );

  it('is given up after refresh.timeout where it is the list of log sources', async () => {
    const url = await serve(neverAnswers);
    const { client } = connect(url, {
      instance: {
        refresh: {
          frequency: { minutes: 5 },
          timeout: { milliseconds: 200 },
        },
      },
    });

    await expect(client.listSources()).rejects.toMatchObject(timedOut);
  });

  it('is given up although there is no connection yet', async () => {
    const sockets: Socket[] = [];
    const silent = createServer(socket => sockets.push(socket));
    await new Promise<void>(resolve => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const { port } = silent.address() as AddressInfo;
    // The beginning of TLS waits for ever.
    const { client } = connect(`https://127.0.0.1:${port}`, {
      limits: { callMs: 200 },
    });

    await expect(client.listSources()).rejects.toMatchObject(timedOut);

    sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => {
      silent.close(resolve);
    });
  });

  it.each([
    { what: 'never answers', listener: neverAnswers },
    { what: 'stops half-way', listener: stopsHalfWay },
  ])('is asked again while there is time: $what', async ({ listener }) => {
    const turns = inTurn(listener, lists);
    const url = await serve(turns.listener);
    const { client } = connect(url, {
      limits: { headersMs: 100, bodyPauseMs: 100 },
    });

    await expect(client.listSources()).resolves.toHaveProperty(
      'sources.length',
      1,
    );
    expect(turns.count()).toBe(2);
  });
});

describe('a connection that breaks', () => {
  it.each([
    { what: 'before the answer', listener: dropsTheConnection },
    { what: 'in the middle of the answer', listener: dropsHalfWay },
  ])('$what is made again', async ({ listener }) => {
    const turns = inTurn(listener, listener, lists);
    const url = await serve(turns.listener);
    const { client } = connect(url);

    await expect(client.listSources()).resolves.toHaveProperty(
      'sources.length',
      1,
    );
    expect(turns.count()).toBe(3);
  });

  it('again and again is told of with the host', async () => {
    const turns = inTurn(dropsTheConnection);
    const url = await serve(turns.listener);
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      failure: 'unreachable',
      message: expect.stringMatching(
        /cannot be reached at 127\.0\.0\.1:\d+: the connection broke off \(.+\); check panther\.apiUrl/,
      ),
      cause: expect.objectContaining({ code: expect.any(String) }),
    });
    expect(turns.count()).toBe(3);
  });

  it('cannot even be made where nobody listens', async () => {
    const { client } = connect('http://127.0.0.1:1');

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unreachable',
      message: expect.stringContaining(
        'cannot be reached at 127.0.0.1:1: the connection was refused (ECONNREFUSED)',
      ),
    });
  });

  it('cannot be made with TLS where there is none', async () => {
    const { url } = await serveAnswers(LIST);
    const { client } = connect(url.replace('http:', 'https:'));

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unreachable',
    });
  });

  it('is none after the client was closed', async () => {
    const { url, requests } = await serveAnswers(LIST);
    const { client } = connect(url);

    await client.close();

    await expect(client.listSources()).rejects.toThrow(
      'The client of Panther has been closed',
    );
    expect(requests).toEqual([]);
  });
});

describe('a caller who cancels', () => {
  it('before the call has nothing sent', async () => {
    const { url, requests } = await serveAnswers(LIST);
    const { client } = connect(url);

    await expect(
      client.listSources({ signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
    expect(requests).toEqual([]);
  });

  it.each([
    { when: 'before the answer', listener: neverAnswers },
    { when: 'in the middle of the answer', listener: stopsHalfWay },
  ])('$when gets the own reason back', async ({ listener }) => {
    const cancel = new AbortController();
    const enough = new Error('enough');
    const turns = inTurn((request, response) => {
      listener(request, response);
      setTimeout(() => cancel.abort(enough), 20);
    });
    const url = await serve(turns.listener);
    const { client } = connect(url);

    await expect(client.listSources({ signal: cancel.signal })).rejects.toBe(
      enough,
    );
    expect(turns.count()).toBe(1);
  });

  it('while the client waits to ask again ends the waiting', async () => {
    const cancel = new AbortController();
    const { url, requests } = await serveAnswers(() => {
      setTimeout(() => cancel.abort(new Error('enough')), 20);
      return { status: 503, headers: { 'retry-after': '10' } };
    });
    const { client } = connect(url, { limits: { callMs: 60_000 } });

    await expect(client.listSources({ signal: cancel.signal })).rejects.toThrow(
      'enough',
    );
    expect(requests).toHaveLength(1);
  });

  it('is what closing the client does to every call under way', async () => {
    const url = await serve(neverAnswers);
    const { client } = connect(url);
    const list = client.listSources();
    const startedAt = Date.now();

    await Promise.all([
      expect(list).rejects.toThrow('The client of Panther has been closed'),
      client.close(),
    ]);

    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });
});
