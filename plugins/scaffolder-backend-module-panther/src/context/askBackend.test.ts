import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { PantherClient } from 'backstage-plugin-panther-common';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { askBackend } from './askBackend';

/** What a step gets from something that answers in the place of the backend. */
async function askOf(
  server: ReturnType<typeof createServer>,
  { isDown = false, timeoutMs = 1_000 } = {},
) {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise(resolve => {
      server.closeAllConnections();
      server.close(resolve);
    });
  if (isDown) {
    await stop();
  }
  const client = new PantherClient({
    discoveryApi: { getBaseUrl: async () => `http://127.0.0.1:${port}` },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    },
  });
  try {
    return await askBackend(
      {
        getInitiatorCredentials: async () => mockCredentials.user(),
        logger: mockServices.logger.mock(),
      },
      { panther: { getClient: () => client } },
      it => it.listInstances(),
    );
  } finally {
    if (!isDown) {
      await stop();
    }
  }
}

describe('asking the backend', () => {
  it('answers what the backend answers', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"items":[]}');
    });
    await expect(askOf(server)).resolves.toEqual({ items: [] });
  });

  it('fails with why there is no connection, and whom to ask', async () => {
    await expect(askOf(createServer(), { isDown: true })).rejects.toThrow(
      /^The Panther backend plugin did not answer: .*ECONNREFUSED.*\. Try again, and ask your portal's administrators/,
    );
  });

  it('fails where there is no answer in time', async () => {
    await expect(
      askOf(
        createServer(() => {}),
        { timeoutMs: 100 },
      ),
    ).rejects.toThrow(/did not answer: .*timeout/);
  });

  it('fails with the status of what is not an answer of the backend', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad gateway</h1>');
    });
    await expect(askOf(server)).rejects.toThrow(/502/);
  });
});
