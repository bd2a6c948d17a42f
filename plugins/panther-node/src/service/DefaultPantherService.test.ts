import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { once } from 'node:events';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { DefaultPantherService } from './DefaultPantherService';

const PAULA = mockCredentials.user('user:default/paula');

describe('DefaultPantherService', () => {
  const cleanups = new Array<() => Promise<unknown>>();

  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(cleanups.splice(0).map(cleanup => cleanup()));
  });

  async function setup(answer: RequestListener) {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(() => {
      server.close();
      server.closeAllConnections();
      return once(server, 'close');
    });
    // A listening TCP server has an address of this shape.
    const { port } = server.address() as AddressInfo;
    let issued = 0;
    const getPluginRequestToken = jest.fn(async () => {
      issued += 1;
      return { token: `token-${issued}` };
    });
    const service = new DefaultPantherService({
      auth: mockServices.auth.mock({ getPluginRequestToken }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async pluginId => `http://127.0.0.1:${port}/${pluginId}`,
      }),
    });
    return { service, getPluginRequestToken };
  }

  it('takes a new token for each call, on behalf of the credentials', async () => {
    const tokens = new Array<string | undefined>();
    const { service, getPluginRequestToken } = await setup(
      (request, response) => {
        tokens.push(`${request.url} ${request.headers.authorization}`);
        response.setHeader('content-type', 'application/json');
        response.end('{"items":[]}');
      },
    );
    const client = service.getClient({ credentials: PAULA });

    await client.listInstances();
    await client.listInstances();

    expect(tokens).toEqual([
      '/panther/instances Bearer token-1',
      '/panther/instances Bearer token-2',
    ]);
    expect(getPluginRequestToken.mock.calls).toEqual(
      Array(2).fill([{ onBehalfOf: PAULA, targetPluginId: 'panther' }]),
    );
  });

  it('waits three minutes for an answer at most', async () => {
    const limits = new Array<number>();
    jest.spyOn(AbortSignal, 'timeout').mockImplementation(limitMs => {
      limits.push(limitMs);
      const controller = new AbortController();
      setTimeout(
        () => controller.abort(new DOMException('late', 'TimeoutError')),
        50,
      );
      return controller.signal;
    });
    // A backend that never answers.
    const { service } = await setup(() => {});

    await expect(
      service.getClient({ credentials: PAULA }).listInstances(),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(limits).toEqual([180_000]);
  });
});
