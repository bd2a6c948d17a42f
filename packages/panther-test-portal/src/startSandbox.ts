import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, SandboxOptions } from 'panther-sandbox';

const TOKEN = 'sandbox-token';

/** A log source as Panther itself lists it. */
export interface ListedSource {
  integrationId: string;
  integrationLabel: string;
  s3Bucket?: string;
}

/** Serves a freshly seeded tenant on a port of its own. */
export async function startSandbox(options?: SandboxOptions) {
  const { app, orderFault, countRequests } = createSandbox(options);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
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
    /** Lists the S3 sources that Panther itself says are on a bucket. */
    async sourcesOn(bucket: string): Promise<ListedSource[]> {
      const response = await fetch(`${url}/public/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': TOKEN },
        body: JSON.stringify({
          query:
            '{ sources(input: {}) { edges { node { integrationId integrationLabel ... on S3LogIntegration { s3Bucket } } } } }',
        }),
      });
      const { data } = await response.json();
      const nodes: ListedSource[] = data.sources.edges.map(
        ({ node }: { node: ListedSource }) => node,
      );
      return nodes.filter(({ s3Bucket }) => s3Bucket === bucket);
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise(resolve => {
        // A test may have stopped it already.
        server.close(resolve);
      });
    },
  };
}
