import { createHash } from 'node:crypto';
import { Refusal } from './errors';
import { listSystemErrors } from './listSystemErrors';
import type { Tenant } from './Tenant';

export interface MetricsQuery {
  /** Milliseconds since 1970. */
  from: number;
  /** Milliseconds since 1970. */
  to: number;
  /** By default it depends on the whole span. */
  intervalMinutes: number | undefined;
}

export interface Series {
  label: string;
  value: number;
}

export interface SeriesWithBreakdown extends Series {
  /** Values by time. */
  breakdown: Record<string, number>;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const bytesPerEvent = 850;

/** Made-up volumes of the log types in use: the same span always has the same ones. */
export function listMetrics(tenant: Tenant, query: MetricsQuery) {
  const points = pointsOf(query);
  const labels = [
    ...new Set(tenant.listSources().flatMap(source => source.logTypes)),
  ].sort();
  const bytes = labels.map(label =>
    series(label, points, point => volume(label, point)),
  );
  const events = bytes.map(({ label, breakdown }) =>
    series(label, points, point =>
      Math.round((breakdown[keyOf(point.at)] ?? 0) / bytesPerEvent),
    ),
  );
  const alerts = series(
    'Rule CRITICAL',
    points,
    ({ at, span }) =>
      listSystemErrors(tenant).filter(
        ({ problem }) => problem.since >= at && problem.since < at + span,
      ).length,
  );
  return {
    alertsPerRule: undefined,
    alertsPerSeverity: [alerts],
    bytesIngestedPerSource: bytes.map(withoutBreakdown),
    bytesProcessedPerSource: bytes,
    bytesQueriedPerSource: labels.map(label => series(label, points, () => 0)),
    eventsProcessedPerLogType: events,
    latencyPerLogType: labels.map(label => ({
      label,
      value: 20 + noise(label) * 200,
    })),
    totalAlerts: alerts.value,
    totalBytesIngested: sum(
      labels.map(label => volume(label, { at: 0, span: 365 * day })),
    ),
    totalBytesProcessed: sum(bytes.map(({ value }) => value)),
    totalBytesQueried: 0,
    totalEventsProcessed: sum(events.map(({ value }) => value)),
  };
}

interface Point {
  at: number;
  span: number;
}

function pointsOf({ from, to, intervalMinutes }: MetricsQuery): Point[] {
  if (to <= from) {
    throw new Refusal('bad_request', 'toDate must be after fromDate');
  }
  const span = (intervalMinutes ?? usualInterval(to - from)) * minute;
  if (span <= 0 || (to - from) / span > 1_000) {
    throw new Refusal(
      'bad_request',
      'intervalInMinutes must divide the span into at most 1000 parts',
    );
  }
  const points: Point[] = [];
  for (let at = from - (from % span); at < to; at += span) {
    points.push({ at, span });
  }
  return points;
}

function usualInterval(span: number): number {
  if (span <= day) {
    return 60;
  }
  return span <= 7 * day ? 360 : 1_440;
}

function series(
  label: string,
  points: Point[],
  valueAt: (point: Point) => number,
): SeriesWithBreakdown {
  const breakdown = Object.fromEntries(
    points.map(point => [keyOf(point.at), valueAt(point)]),
  );
  return { label, value: sum(Object.values(breakdown)), breakdown };
}

/** Times without decimals, as third-party clients have found them. */
function keyOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Bytes: some log types are a thousand times as large as others, and no two hours are alike. */
function volume(label: string, { at, span }: Point): number {
  const perHour = 10 ** (6 + 3 * noise(label));
  const hours = span / (60 * minute);
  return Math.round(perHour * hours * (0.7 + 0.6 * noise(`${label} ${at}`)));
}

function withoutBreakdown({ label, value }: SeriesWithBreakdown): Series {
  return { label, value };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** From 0 to 1, the same for the same text. */
function noise(text: string): number {
  return createHash('md5').update(text).digest().readUInt32BE() / 2 ** 32;
}
