/**
 * How events reach a log source, as a function of the clock, so that no timer has to run.
 * Times are milliseconds since 1970, spans are milliseconds.
 */
export type EventPattern =
  | { kind: 'never' }
  | {
      kind: 'steady';
      /** When the first event arrives. */
      from: number;
      /** From one event to the next. */
      every: number;
      /** From an event's arrival to the end of its processing. */
      lag: number;
      /** Events arriving after this are received, but not processed. */
      processedUntil?: number;
    }
  | { kind: 'stopped'; receivedAt: number; processedAt: number };

/** When the last event arrived, if any has. */
export function lastReceivedAt(
  events: EventPattern,
  now: number,
): number | undefined {
  switch (events.kind) {
    case 'never':
      return undefined;
    case 'stopped':
      return events.receivedAt;
    default:
      return lastArrival(events, now);
  }
}

/** When the last event was processed, if any was. */
export function lastProcessedAt(
  events: EventPattern,
  now: number,
): number | undefined {
  switch (events.kind) {
    case 'never':
      return undefined;
    case 'stopped':
      return events.processedAt;
    default: {
      const end = Math.min(now - events.lag, events.processedUntil ?? now);
      const arrival = lastArrival(events, end);
      return arrival === undefined ? undefined : arrival + events.lag;
    }
  }
}

function lastArrival(
  events: { from: number; every: number },
  now: number,
): number | undefined {
  if (now < events.from) {
    return undefined;
  }
  return now - ((now - events.from) % events.every);
}
