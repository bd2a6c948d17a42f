import { createSandbox } from 'panther-sandbox';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** A freshly seeded tenant on a port of its own. */
export async function startSandbox(
  options?: Parameters<typeof createSandbox>[0],
) {
  const server = createServer(createSandbox(options).app);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    async orderFault(fault: Record<string, unknown>): Promise<void> {
      await fetch(`${url}/_sandbox/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(fault),
      });
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
