import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { Sample, View } from '../types';
import { ViewingPlan, ViewingResult } from './types';

const METER_PERIOD_MS = 10;
const NS_PER_MS = 1e6;

/**
 * Lets everybody look until the time is over. They wait for an answer as people do and only then
 * pause, so a slow answer means fewer views and not a queue of them.
 */
export async function runViewers(
  plan: ViewingPlan,
  agent: Agent,
): Promise<ViewingResult> {
  const samples = new Array<Sample>();
  const failures: Record<string, number> = {};
  const meter = monitorEventLoopDelay({ resolution: METER_PERIOD_MS });
  meter.enable();
  const { leastMs, mostMs } = plan.pauses;
  const end = performance.now() + plan.durationMs;
  let taken = 0;

  async function lookAround(token: string, viewer: number): Promise<void> {
    // They do not all come at once.
    await sleep((mostMs * viewer) / plan.tokens.length);
    while (performance.now() < end) {
      const view = plan.views[taken++ % plan.views.length];
      if (!view) {
        return;
      }
      try {
        samples.push(await look(view, token, plan, agent));
      } catch (error) {
        const reason = String(error);
        failures[reason] = (failures[reason] ?? 0) + 1;
      }
      await sleep(leastMs + Math.random() * (mostMs - leastMs));
    }
  }

  await Promise.all(plan.tokens.map(lookAround));
  meter.disable();
  return {
    samples,
    failures,
    ownDelayMs: Math.max(0, meter.max / NS_PER_MS - METER_PERIOD_MS),
  };
}

async function look(
  view: View,
  token: string,
  { origin, timeoutMs }: ViewingPlan,
  agent: Agent,
): Promise<Sample> {
  const startedAt = performance.now();
  const { statusCode, body } = await request(origin + view.path, {
    method: view.method,
    headers: {
      authorization: `Bearer ${token}`,
      // As every browser does.
      'accept-encoding': 'gzip',
      ...(view.body && { 'content-type': 'application/json' }),
    },
    body: view.body,
    dispatcher: agent,
    signal: AbortSignal.timeout(timeoutMs),
  });
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
  }
  if (statusCode !== 200) {
    throw new Error(`${view.name} was answered with ${statusCode}`);
  }
  return { view: view.name, ms: performance.now() - startedAt, bytes };
}
