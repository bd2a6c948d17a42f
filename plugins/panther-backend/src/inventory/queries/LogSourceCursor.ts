import { InputError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LogSourcePlace, LogSourceSort } from './LogSourceOrder';
import { LogSourceFilters } from '../types';

/** What a cursor is good for: going on with the very question that it was given for. */
export interface LogSourceQuestion {
  filters: LogSourceFilters;
  sort: LogSourceSort;
}

/** PostgreSQL takes no text with a NUL in it. */
const text = z.string().regex(/^[^\0]*$/);

const cursorSchema = z.object({
  sort: z.string(),
  filters: z.string(),
  after: z.object({
    key: z.union([text, z.int32()]),
    instance: text,
    integrationId: text,
  }),
});

/** Writes where a page ends, for the next one to start there. */
export function writeCursor(
  question: LogSourceQuestion,
  { key, instance, integrationId }: LogSourcePlace,
): string {
  const cursor: z.infer<typeof cursorSchema> = {
    sort: question.sort,
    filters: hashOf(question.filters),
    after: { key, instance, integrationId },
  };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads where a page starts. Throws an `InputError` for a cursor that is not one of this question. */
export function readCursor(
  question: LogSourceQuestion,
  cursor: string,
): LogSourcePlace {
  const parsed = cursorSchema.safeParse(parseJson(cursor));
  const hasKey =
    (question.sort.endsWith('status') ? 'number' : 'string') ===
    typeof parsed.data?.after.key;
  if (
    !parsed.success ||
    !hasKey ||
    parsed.data.sort !== question.sort ||
    parsed.data.filters !== hashOf(question.filters)
  ) {
    throw new InputError(
      'cursor is not from an answer to this question; ask without it for the first page, and take nextCursor from there with the same filters and sort.',
    );
  }
  return parsed.data.after;
}

function parseJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** Alternatives are the same in any order. */
function hashOf(filters: LogSourceFilters): string {
  const canonical = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [
      name,
      Array.isArray(value) ? [...value].sort() : value,
    ])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(canonical))
    .digest('base64url');
}
