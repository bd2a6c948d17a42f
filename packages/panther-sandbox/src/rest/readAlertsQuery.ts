import { z } from 'zod';
import { MalformedRequest } from '../http/answerError';

const alertTypes = ['ALERT', 'DETECTION_ERROR', 'SYSTEM_ERROR'] as const;
const statuses = ['OPEN', 'CLOSED', 'TRIAGED', 'RESOLVED'] as const;
const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;

// Lists are repeated keys. Filters by something that no system error has are only checked for
// being there: with one of them, nothing is found.
const list = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item.transform(one => [one])]).optional();

const shape = z.object({
  type: z.enum(alertTypes).default('ALERT'),
  limit: z.coerce.number().int().min(1).max(50).default(25),
  cursor: z.string().optional(),
  'created-after': z.string().optional(),
  'created-before': z.string().optional(),
  'sort-dir': z.enum(['asc', 'desc']).default('desc'),
  'name-contains': z.string().optional(),
  'log-source': list(z.string()),
  status: list(z.enum(statuses)),
  severity: list(z.enum(severities)),
  'detection-id': z.string().optional(),
  'sub-type': list(z.string()),
  'log-type': list(z.string()),
  'resource-type': list(z.string()),
  assignee: list(z.string()),
  'event-count-min': z.coerce.number().int().optional(),
  'event-count-max': z.coerce.number().int().optional(),
  quality: list(z.enum(['NOISE', 'USEFUL'])),
  'context-tag': list(z.string()),
});

export interface AlertsQuery {
  type: (typeof alertTypes)[number];
  limit: number;
  /** How many results earlier pages had. */
  offset: number;
  /** Milliseconds since 1970. */
  after: number;
  /** Milliseconds since 1970. */
  before: number;
  oldestFirst: boolean;
  nameContains: string | undefined;
  logSources: string[] | undefined;
  statuses: (typeof statuses)[number][] | undefined;
  severities: (typeof severities)[number][] | undefined;
  /** Whether there is a filter that no system error passes. */
  impossible: boolean;
}

const month = 30 * 24 * 60 * 60 * 1_000;

/** @throws {@link MalformedRequest} */
export function readAlertsQuery(query: unknown, now: number): AlertsQuery {
  const result = shape.safeParse(query);
  if (!result.success) {
    const names = result.error.issues.map(({ path }) => path[0]).join(', ');
    throw new MalformedRequest(
      'invalid_field_type',
      `invalid value for query parameter ${names}`,
    );
  }
  const values = result.data;
  return {
    type: values.type,
    limit: values.limit,
    offset: readCursor(values.cursor),
    after: readTime('created-after', values['created-after']) ?? now - month,
    before: readTime('created-before', values['created-before']) ?? now,
    oldestFirst: values['sort-dir'] === 'asc',
    nameContains: values['name-contains'],
    logSources: values['log-source'],
    statuses: values.status,
    severities: values.severity,
    impossible: [
      'detection-id' as const,
      'sub-type' as const,
      'log-type' as const,
      'resource-type' as const,
      'assignee' as const,
      'event-count-min' as const,
      'quality' as const,
      'context-tag' as const,
    ].some(key => values[key] !== undefined),
  };
}

export function writeCursor(offset: number): string {
  return Buffer.from(`after ${offset}`).toString('base64url');
}

function readCursor(cursor: string | undefined): number {
  if (!cursor) {
    return 0;
  }
  const text = Buffer.from(cursor, 'base64url').toString();
  const offset = /^after (\d+)$/.exec(text)?.[1];
  if (offset === undefined) {
    throw new MalformedRequest(
      'invalid_format',
      'cursor is not a page of ours',
    );
  }
  return Number(offset);
}

/** Takes what the published specification names: a date, a month, RFC 3339 or Unix seconds. */
function readTime(name: string, value: string | undefined): number | undefined {
  if (!value) {
    return undefined;
  }
  if (/^\d{9,11}$/.test(value)) {
    return Number(value) * 1_000;
  }
  const time = /^\d{4}-\d{2}(-\d{2}(T.+)?)?$/.test(value)
    ? Date.parse(value)
    : NaN;
  if (Number.isNaN(time)) {
    throw new MalformedRequest('invalid_format', `${name} is not a time`);
  }
  return time;
}
