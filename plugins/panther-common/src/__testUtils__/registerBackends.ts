import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { PantherClient } from '../PantherClient';

/**
 * Gives a function that starts a server in the backend's place and makes a client of
 * it. The servers end after each test.
 */
export function registerBackends() {
  const servers = new Array<Server>();

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    }
  });

  return async (listener: RequestListener): Promise<PantherClient> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // A listening TCP server has an address of this shape.
    const { port } = server.address() as AddressInfo;
    return new PantherClient({
      discoveryApi: {
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      },
    });
  };
}
