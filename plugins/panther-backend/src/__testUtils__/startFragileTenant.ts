import { createSandbox } from 'panther-sandbox';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { z } from 'zod';

type Sandbox = ReturnType<typeof createSandbox>;

const TOKEN = 'sandbox-token';

const listSchema = z.looseObject({
  data: z.looseObject({
    sources: z.looseObject({
      edges: z.array(
        z.looseObject({ node: z.record(z.string(), z.unknown()) }),
      ),
    }),
  }),
});

/** An answer to the question for all log sources, as it goes over the wire. */
export type ListAnswer = z.infer<typeof listSchema>;

function asksForAllSources(body: string): boolean {
  return body.startsWith('{') && /{\s*sources\b/.test(JSON.parse(body).query);
}

/**
 * A tenant on a port of its own whose clock stands still, so that every good read of it says the
 * same, and that fails as told until it is mended.
 */
export async function startFragileTenant() {
  const now = new Date();
  const sandbox = createSandbox({ clock: () => now });
  let listQuestion = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (asksForAllSources(body)) {
        listQuestion = body;
      }
    });
    sandbox.app(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    token: TOKEN,
    /** Has every request, or every one that fits, go wrong from now on. */
    failWith(fault: Parameters<Sandbox['orderFault']>[0]): void {
      sandbox.orderFault({ times: 1_000, ...fault });
    },
    mend(): void {
      sandbox.reset();
    },
    /** The true answer to what the backend last asked when it read all log sources. */
    async readList(): Promise<ListAnswer> {
      const response = await fetch(`${url}/public/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': TOKEN },
        body: listQuestion,
      });
      return listSchema.parse(await response.json());
    },
    async stop(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
