import { z } from 'zod';
import { Call, RequestCore } from './RequestCore';
import {
  alertPageSchema,
  describeMismatch,
  systemErrorSchema,
} from './schemas';
import {
  ListSystemErrorsOptions,
  SystemErrorAlert,
  SystemErrorList,
} from './types';

/** A refresh may ask for alerts this often, and the latest tell most. */
const MAX_PAGES = 5;

/** The most that Panther's API gives in a page. */
const ALERTS_PER_PAGE = '50';

/** Follows the cursors of the list of alerts as far as we go. */
export async function readSystemErrors(
  { after, before }: ListSystemErrorsOptions,
  reading: {
    core: RequestCore;
    call: Call;
    readPage: (
      query: URLSearchParams,
    ) => Promise<z.infer<typeof alertPageSchema>>;
  },
): Promise<SystemErrorList> {
  const { core, call, readPage } = reading;
  const query = new URLSearchParams([
    ['type', 'SYSTEM_ERROR'],
    ['status', 'OPEN'],
    ['status', 'TRIAGED'],
    ['created-after', after.toISOString()],
    ['created-before', before.toISOString()],
    ['limit', ALERTS_PER_PAGE],
    ['sort-dir', 'desc'],
  ]);
  // A list that changes while it is read can bring an alert twice.
  const alerts = new Map<string, SystemErrorAlert>();
  const unreadable = new Array<string>();
  const cursors = new Set<string>();
  for (let page = 1; ; page++) {
    const { results, next } = await readPage(query);
    for (const row of results) {
      const { success, data, error } = systemErrorSchema.safeParse(row);
      if (!success) {
        const { field, reason } = describeMismatch(error);
        unreadable.push(`${field}: ${reason}`);
      } else if (data.alert) {
        alerts.set(data.id, data.alert);
      }
    }
    if (!next || page === MAX_PAGES) {
      const [first] = unreadable;
      if (first && !alerts.size) {
        throw core.errors.unexpectedAnswer(call.operation, first);
      }
      if (first) {
        core.logger.warn(
          `Going on without ${unreadable.length} system errors of Panther instance '${core.instance.id}' that cannot be read; the first has ${first}`,
        );
      }
      return { errors: [...alerts.values()], complete: !next && !first };
    }
    if (cursors.has(next)) {
      throw core.errors.unexpectedAnswer(
        call.operation,
        `next: expected a new cursor, received "${next}" on page ${page}`,
      );
    }
    cursors.add(next);
    query.set('cursor', next);
  }
}
