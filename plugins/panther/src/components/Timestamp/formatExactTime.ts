import { DateTime } from 'luxon';

/** A moment to the second, in the reader's own time zone. */
export function formatExactTime(at: string): string {
  return DateTime.fromISO(at, { locale: 'en' }).toFormat(
    'yyyy-MM-dd HH:mm:ss ZZZZ',
  );
}
