import { lastReceivedAt } from './events';
import type { LogSource, Problem } from './types';

/** What is wrong with a log source at this time. */
export function openProblems(
  source: LogSource,
  alarmMinutes: number | undefined,
  now: number,
): Problem[] {
  const open = source.problems.filter(
    problem => problem.since <= now && (problem.until ?? Infinity) > now,
  );
  const silence = noDataProblem(source, alarmMinutes, now);
  return silence ? [...open, silence] : open;
}

/** The state of the drop-off alarm, in the words of the published specification. */
export function alarmState(
  source: LogSource,
  alarmMinutes: number,
  now: number,
): 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' {
  if (lastReceivedAt(source.events, now) === undefined) {
    return 'INSUFFICIENT_DATA';
  }
  return noDataProblem(source, alarmMinutes, now) ? 'ALARM' : 'OK';
}

function noDataProblem(
  source: LogSource,
  alarmMinutes: number | undefined,
  now: number,
): Problem | undefined {
  const last = lastReceivedAt(source.events, now);
  if (alarmMinutes === undefined || last === undefined) {
    return undefined;
  }
  const since = last + alarmMinutes * 60_000;
  return since <= now ? { type: 'SOURCE_NO_DATA', since } : undefined;
}
