/** A request that the backend made to Panther; times are those of `performance.now()`. */
export interface UpstreamCall {
  /** The root field of a GraphQL document, or the method and path of REST. */
  operation: string;
  startedAt: number;
  /** Absent while it runs. */
  endedAt?: number;
  /** Absent while there is none, and when the connection broke. */
  status?: number;
}

/** The operation of reading the whole fleet. */
export const LIST_OPERATION = 'sources';

/** The most calls that ran at the same time. */
export function countAtOnce(calls: UpstreamCall[]): number {
  const turns = calls.flatMap(({ startedAt, endedAt }) => [
    { at: startedAt, by: 1 },
    { at: endedAt ?? Infinity, by: -1 },
  ]);
  // At the same moment, what ends ends first.
  turns.sort((one, other) => one.at - other.at || one.by - other.by);
  let running = 0;
  let most = 0;
  for (const { by } of turns) {
    running += by;
    most = Math.max(most, running);
  }
  return most;
}

/** The most calls that started within any stretch of this length. */
export function countWithin(calls: UpstreamCall[], lengthMs: number): number {
  return Math.max(
    0,
    ...calls.map(
      ({ startedAt: from }) =>
        calls.filter(
          ({ startedAt }) => startedAt >= from && startedAt < from + lengthMs,
        ).length,
    ),
  );
}
