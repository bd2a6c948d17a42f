import { S3SourceInput } from 'backstage-plugin-panther-common';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from './waitUntil';

const VIEWER_TOKEN = 'the-viewers-of-the-replicas';

/** Generous, since much else may run on the machine meanwhile. */
const START_LIMIT_MS = 120_000;

/** What a replica said last, for the error if it does not start. */
const LOG_LENGTH = 5_000;

/** A replica of the backend in a process of its own, ready for requests. */
export async function startReplica(options: {
  /** As `backend.database` in the configuration. */
  database: object;
  /** The rest of the configuration. */
  config: object;
}) {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'panther-replica-'));
  // JSON is YAML as well.
  const configFile = join(folder, 'app-config.yaml');
  await writeFile(
    configFile,
    JSON.stringify({
      ...options.config,
      backend: {
        database: options.database,
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: VIEWER_TOKEN, subject: 'viewers' },
            },
          ],
        },
      },
    }),
  );
  const child = fork(
    require.resolve('./replica.ts'),
    ['--config', configFile],
    {
      // As `backstage-cli package start` runs TypeScript.
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      // In tests, the scheduler does not look after the tasks of replicas that have died.
      env: { ...process.env, NODE_ENV: 'development' },
      silent: true,
    },
  );
  const ended = once(child, 'exit');
  let log = '';
  const append = (chunk: Buffer) => {
    log = `${log}${chunk}`.slice(-LOG_LENGTH);
  };
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);

  function ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${url}${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${VIEWER_TOKEN}` },
      signal: AbortSignal.timeout(30_000),
    });
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await waitUntil('a replica has started', START_LIMIT_MS, async () => {
      if (child.exitCode !== null) {
        throw new Error('A replica has ended');
      }
      const path = '/.backstage/health/v1/readiness';
      const response = await ask(path).catch(() => undefined);
      return response?.ok;
    });
  } catch (error) {
    await kill();
    throw new Error(`${error}; it said:\n${log}`);
  }

  return {
    /** The answer of a route of ours, which has to be a good one. */
    async get(path: string) {
      const response = await ask(`/api/panther${path}`);
      if (!response.ok) {
        throw new Error(
          `GET ${path} was answered ${
            response.status
          }: ${await response.text()}`,
        );
      }
      return response.json();
    },
    /** The status of the answer. */
    async post(path: string): Promise<number> {
      const response = await ask(`/api/panther${path}`, { method: 'POST' });
      return response.status;
    },
    /** A wish to create, as a client with a key puts it. */
    async createS3Source(source: S3SourceInput, idempotencyKey?: string) {
      const response = await ask('/api/panther/s3-sources/default', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
        },
        body: JSON.stringify(source),
      });
      return { status: response.status, body: await response.json() };
    },
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    kill,
  };
}

/** The replicas' requests to themselves need the port in the configuration. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) {
    throw new Error('There is no free port');
  }
  return address.port;
}
