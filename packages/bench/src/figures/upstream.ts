import { Figure } from '../types';
import {
  countAtOnce,
  countWithin,
  LIST_OPERATION,
  UpstreamCall,
} from '../upstream/UpstreamCall';
import { planViews, Portal, TAB_VIEWS } from './Portal';

/** With the default of five minutes, a run would last an hour. */
export const REFRESH_SECONDS = 30;

const PERIOD_MS = REFRESH_SECONDS * 1000;
const WATCHED_MS = 4 * PERIOD_MS;
/** A refresh may start that much of a period after the one before. */
const SHORTEST_PART_OF_PERIOD = 0.9;

/** What Panther is asked for while everybody looks and nobody asks for a refresh. */
export async function measureUpstream({
  backend,
  tokens,
  viewers,
  relay,
}: Portal): Promise<Figure[]> {
  const from = performance.now();
  await viewers.look(planViews({ backend, tokens }, TAB_VIEWS, WATCHED_MS));
  return countUpstream(relay.calls, from, performance.now());
}

function countUpstream(
  allCalls: UpstreamCall[],
  from: number,
  to: number,
): Figure[] {
  const calls = allCalls.filter(
    ({ startedAt }) => startedAt >= from && startedAt < to,
  );
  const lists = calls.filter(({ operation }) => operation === LIST_OPERATION);
  const successes = lists.filter(({ status }) => status === 200);
  const periods = (to - from) / PERIOD_MS;
  return [
    {
      name: 'successful list calls in a period, at most',
      value: countWithin(successes, PERIOD_MS * SHORTEST_PART_OF_PERIOD),
      unit: 'calls',
      limit: { atMost: 1 },
      note: `${successes.length} in ${periods.toFixed(
        1,
      )} periods of ${REFRESH_SECONDS} s; a period may be a tenth shorter`,
    },
    {
      name: 'list calls at the same time, at most',
      value: countAtOnce(lists),
      unit: 'calls',
      limit: { atMost: 1 },
    },
    {
      name: 'list calls that failed and were made again',
      value: lists.length - successes.length,
      unit: 'calls',
    },
    {
      name: 'other calls',
      value: calls.length - lists.length,
      unit: 'calls',
      note: describeOthers(calls),
    },
  ];
}

function describeOthers(calls: UpstreamCall[]): string {
  const counts = new Map<string, number>();
  for (const { operation } of calls) {
    if (operation !== LIST_OPERATION) {
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([operation, count]) => `${count} ${operation}`)
    .join(', ');
}
