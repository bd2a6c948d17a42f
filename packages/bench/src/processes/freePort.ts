import { once } from 'node:events';
import { createServer } from 'node:net';
import { AddressInfo } from 'node:net';

/** A port that nobody listens to at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens to a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
