import { once } from 'node:events';
import { AddressInfo, createServer } from 'node:net';

async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('Connections', () => {
  it('leave undici to the first request, so that no start of a portal waits for it', async () => {
    const loaded = jest.fn();
    jest.doMock('undici', () => {
      loaded();
      return jest.requireActual('undici');
    });
    require('../plugin');
    const {
      Connections,
    }: typeof import('./Connections') = require('./Connections');
    const connections = new Connections({ connectMs: 1000 });

    expect(loaded).not.toHaveBeenCalled();
    await expect(
      connections.request(`http://127.0.0.1:${await findClosedPort()}`, {
        method: 'GET',
      }),
    ).rejects.toThrow('ECONNREFUSED');
    expect(loaded).toHaveBeenCalled();
    await connections.close();
  }, 30_000);
});
