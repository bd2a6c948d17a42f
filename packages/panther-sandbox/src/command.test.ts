import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import request from 'supertest';

const children: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
  }
});

/** Starts the command as the root of the repository does. */
function start(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolve(__dirname, 'command.ts'),
      ...args,
    ],
    // As the transform is given by argument, none of jest's own settings may come along.
    { env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'pipe' },
  );
  children.push(child);
  return child;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const [chunk] = await once(stream, 'data');
  return String(chunk);
}

describe('the command', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'serves a tenant until %s, whoever is connected',
    async signal => {
      const child = start('--port', '0', '--sources', '50', '--token', 'mine');
      const exited = once(child, 'exit');
      const text = await textOf(child.stdout);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';

      const { body } = await request(url)
        .post('/public/graphql')
        .set('x-api-key', 'mine')
        .send({ query: '{ sources { edges { node { integrationId } } } }' });
      expect(body.data.sources.edges).toHaveLength(50);
      await request(url).post('/_sandbox/faults').send({ delayMs: 60_000 });
      const hanging = request(url)
        .get('/alerts')
        .then(
          () => 'answered',
          () => 'cut off',
        );
      let seen: { listAlerts?: number } = {};
      while (!seen.listAlerts) {
        seen = (await request(url).get('/_sandbox/requests')).body;
      }

      child.kill(signal);

      expect(await exited).toEqual([0, null]);
      expect(await hanging).toBe('cut off');
      expect(text).toContain('mine');
    },
    30_000,
  );

  it('says in a sentence what is wrong with its arguments', async () => {
    const child = start('--port', 'http');
    const exited = once(child, 'exit');

    const text = await textOf(child.stderr);

    expect(text).toContain('--port must be a whole number');
    expect(text).toContain('usage: ');
    expect(text).not.toContain('at ');
    expect(await exited).toEqual([1, null]);
  }, 30_000);

  it('says that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const child = start('--port', String(port));
      const exited = once(child, 'exit');

      expect(await textOf(child.stderr)).toContain('The port is taken.');
      expect(await exited).toEqual([1, null]);
    } finally {
      other.close();
    }
  }, 30_000);
});
