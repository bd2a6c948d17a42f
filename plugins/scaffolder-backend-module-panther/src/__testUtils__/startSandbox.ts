import { createSandbox } from 'panther-sandbox';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A freshly seeded tenant on a port of its own. */
export async function startSandbox(
  options?: Parameters<typeof createSandbox>[0],
) {
  const { app, orderFault, countRequests } = createSandbox(options);
  const server = createServer(app);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    orderFault,
    countRequests,
    /** Resolves when an operation has been asked for once more than before. */
    async nextRequest(operation: string): Promise<void> {
      const before = countRequests()[operation] ?? 0;
      while ((countRequests()[operation] ?? 0) === before) {
        await sleep(10);
      }
    },
    /** The ids of the S3 sources that Panther itself says are on a bucket. */
    async sourcesOn(bucket: string): Promise<string[]> {
      const response = await fetch(`${url}/public/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-api-key': 'sandbox-token',
        },
        body: JSON.stringify({
          query:
            '{ sources(input: {}) { edges { node { integrationId ... on S3LogIntegration { s3Bucket } } } } }',
        }),
      });
      const { data } = await response.json();
      const nodes: { integrationId: string; s3Bucket?: string }[] =
        data.sources.edges.map(({ node }: { node: unknown }) => node);
      return nodes
        .filter(({ s3Bucket }) => s3Bucket === bucket)
        .map(({ integrationId }) => integrationId);
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
