import { AuditorService } from '@backstage/backend-plugin-api';

/** Keeps what would be recorded. */
export function createAuditor() {
  const records = new Array<Record<string, unknown>>();
  const createEvent: AuditorService['createEvent'] = async ({
    eventId,
    meta,
  }) => ({
    async success(end) {
      records.push({ eventId, outcome: 'succeeded', ...meta, ...end?.meta });
    },
    async fail({ error }) {
      records.push({ eventId, outcome: 'failed', ...meta, why: error.name });
    },
  });
  return { records, createEvent };
}
