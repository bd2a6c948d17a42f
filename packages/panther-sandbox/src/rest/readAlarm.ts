import type { Request } from 'express';
import { z } from 'zod';
import { Refusal } from '../tenant/errors';
import { MalformedRequest } from '../http/answerError';
import { readBody } from './readBody';

const threshold = z.object({ minutesThreshold: z.int() });

/** The source id of an alarm's path, of which only the drop-off alarm is exposed. */
export function readAlarmAddress({ params }: Request): string {
  const { sourceId = '', type = '' } = params;
  if (!z.guid().safeParse(sourceId).success) {
    throw new MalformedRequest(
      'invalid_format',
      `sourceId must be formatted as a uuid but got value "${sourceId}"`,
    );
  }
  if (type !== 'SOURCE_NO_DATA') {
    throw new MalformedRequest(
      'invalid_enum_value',
      `value of type must be one of "SOURCE_NO_DATA" but got value "${type}"`,
    );
  }
  return sourceId;
}

/** The minutes of an alarm, 15 to 43,200; the bounds are the service's, not the schema's. */
export function readAlarmThreshold(request: Request): number {
  const { minutesThreshold } = readBody(request, threshold);
  if (minutesThreshold < 15 || minutesThreshold > 43_200) {
    throw new Refusal(
      'bad_request',
      `minutesThreshold must be between 15 and 43200, got ${minutesThreshold}`,
    );
  }
  return minutesThreshold;
}
