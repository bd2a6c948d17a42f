import { once } from 'node:events';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { runViewers } from './runViewers';
import { ViewingPlan } from './types';

describe('runViewers', () => {
  const seen = new Array<IncomingMessage>();
  let backend: Server;
  let plan: ViewingPlan;
  let agent: Agent;

  beforeEach(async () => {
    seen.length = 0;
    agent = new Agent();
    backend = createServer((incoming, outgoing) => {
      seen.push(incoming);
      setTimeout(() => {
        outgoing.statusCode = incoming.url === '/refused' ? 403 : 200;
        outgoing.end('12345');
      }, 50);
    }).listen(0, '127.0.0.1');
    await once(backend, 'listening');
    const { port } = backend.address() as AddressInfo;
    plan = {
      origin: `http://127.0.0.1:${port}`,
      tokens: ['one', 'two'],
      views: [
        { name: 'a', method: 'GET', path: '/a' },
        { name: 'b', method: 'GET', path: '/b' },
      ],
      pauses: { leastMs: 20, mostMs: 20 },
      durationMs: 1_000,
      timeoutMs: 5_000,
    };
  });
  afterEach(async () => {
    await agent.destroy();
    backend.close();
  });

  it('measures each view to the last byte of its answer', async () => {
    const { samples, failures } = await runViewers(plan, agent);

    expect(failures).toEqual({});
    expect(samples.length).toBeGreaterThanOrEqual(4);
    for (const { ms, bytes } of samples) {
      expect(ms).toBeGreaterThan(40);
      expect(bytes).toBe(5);
    }
  });

  it('goes through the views in turn, as everybody', async () => {
    await runViewers(plan, agent);

    expect(seen.slice(0, 4).map(({ url }) => url)).toEqual([
      '/a',
      '/b',
      '/a',
      '/b',
    ]);
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer one', 'Bearer two']),
    );
  });

  it('waits for an answer, and then pauses', async () => {
    const { samples } = await runViewers(
      { ...plan, tokens: ['one'], pauses: { leastMs: 60, mostMs: 60 } },
      agent,
    );

    // 50 ms of waiting and 60 ms of pausing do not fit more often into a second.
    expect(samples.length).toBeLessThanOrEqual(10);
  });

  it('pauses for longer and shorter', async () => {
    const arrivals = new Array<number>();
    backend.prependListener('request', () => arrivals.push(performance.now()));

    await runViewers(
      {
        ...plan,
        tokens: ['one'],
        pauses: { leastMs: 20, mostMs: 220 },
        durationMs: 3_000,
      },
      agent,
    );

    // Each is preceded by 50 ms of waiting for an answer.
    const pauses = arrivals
      .slice(1)
      .map((arrival, index) => arrival - (arrivals[index] ?? 0) - 50);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(19);
    expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(50);
  });

  it('counts what fails apart', async () => {
    const { samples, failures } = await runViewers(
      { ...plan, views: [{ name: 'c', method: 'GET', path: '/refused' }] },
      agent,
    );

    expect(samples).toEqual([]);
    expect(Object.keys(failures)).toEqual(['Error: c was answered with 403']);
  });

  it('gives up a view that takes too long', async () => {
    const { samples, failures } = await runViewers(
      { ...plan, timeoutMs: 10 },
      agent,
    );

    expect(samples).toEqual([]);
    expect(Object.keys(failures)[0]).toMatch(/timeout/i);
  });
});
