import { setTimeout as sleep } from 'node:timers/promises';
import { EventLoopDelay } from '../backend/types';
import { readAsOf, requestRead, waitForRead } from '../processes/portal';
import { Figure } from '../types';
import { LIST_OPERATION } from '../upstream/UpstreamCall';
import { planViews, Portal, TAB_VIEWS } from './Portal';

const REFRESHES = 4;
const LIST_LIMIT_MS = 60_000;
const ROUND_MS = 15_000;
const UNDISTURBED_MS = 8_000;

/** How late the backend's event loop is from the list call of a refresh to its end. */
export async function measureRefresh(portal: Portal): Promise<Figure[]> {
  const alone = await refreshRepeatedly(portal);
  const { watched, between } = await whileEverybodyLooks(portal, async () => {
    const refreshes = await refreshRepeatedly(portal);
    await sleep(UNDISTURBED_MS);
    return {
      watched: refreshes,
      between: await portal.backend.takeEventLoopDelay(),
    };
  });
  return [
    ...describe('nobody looking', alone),
    ...describe('everybody looking', watched),
    {
      name: 'event loop delay, no refresh, everybody looking, p99',
      value: between.p99Ms,
      unit: 'ms',
      note: `at most ${between.maxMs.toFixed(0)} ms`,
    },
  ];
}

interface MeasuredRefresh extends EventLoopDelay {
  ms: number;
}

async function refreshRepeatedly(portal: Portal): Promise<MeasuredRefresh[]> {
  const refreshes = new Array<MeasuredRefresh>();
  for (let refresh = 0; refresh < REFRESHES; refresh++) {
    refreshes.push(await refreshOnce(portal));
  }
  return refreshes;
}

async function refreshOnce({
  backend,
  relay,
  tokens,
}: Portal): Promise<MeasuredRefresh> {
  const [token = ''] = tokens;
  const listed = relay.nextCall(
    LIST_OPERATION,
    AbortSignal.timeout(LIST_LIMIT_MS),
  );
  await requestRead(backend, token);
  await listed;
  // Not earlier: a scheduled read that was under way would be taken for the one that was asked for.
  const before = await readAsOf(backend, token);
  const startedAt = performance.now();
  await backend.takeEventLoopDelay();
  await waitForRead(backend, token, before);
  const ms = performance.now() - startedAt;
  return { ms, ...(await backend.takeEventLoopDelay()) };
}

/** Everybody goes on looking until the work is done. */
async function whileEverybodyLooks<T>(
  portal: Portal,
  work: () => Promise<T>,
): Promise<T> {
  let isDone = false;
  const look = async () => {
    while (!isDone) {
      await portal.viewers.look(planViews(portal, TAB_VIEWS, ROUND_MS));
    }
  };
  const workAndTell = async () => {
    try {
      return await work();
    } finally {
      isDone = true;
    }
  };
  const [result] = await Promise.all([workAndTell(), look()]);
  return result;
}

function describe(situation: string, refreshes: MeasuredRefresh[]): Figure[] {
  const worst = (key: keyof MeasuredRefresh) =>
    Math.max(...refreshes.map(refresh => refresh[key]));
  return [
    {
      name: `refresh of 10,000, ${situation}, longest`,
      value: worst('ms'),
      unit: 'ms',
      note: `of ${refreshes.length}, from the list call on`,
    },
    {
      name: `event loop delay in a refresh, ${situation}, p99`,
      value: worst('p99Ms'),
      unit: 'ms',
      limit: { atMost: 50 },
      note: `the worst of ${refreshes.length} refreshes`,
    },
    {
      name: `event loop delay in a refresh, ${situation}, most`,
      value: worst('maxMs'),
      unit: 'ms',
      limit: { atMost: 150 },
    },
  ];
}
