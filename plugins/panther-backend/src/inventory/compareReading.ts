import { LogSourceStatus } from 'backstage-plugin-panther-common';
import { createHash } from 'node:crypto';
import { RejectedSource } from '../tenant/types';
import { LogSourceRecord, ReadingChanges, StoredState } from './types';

/** A fleet smaller than this may well lose half of itself in an afternoon. */
const GUARDED_FLEET = 20;

/** What a reading changes in what is stored. */
export function compareReading(
  stored: Map<string, StoredState>,
  records: LogSourceRecord[],
  rejected: RejectedSource[],
): ReadingChanges {
  const changedStatus = ({ integrationId, status }: StatusOf) =>
    stored.get(integrationId)?.status !== status;
  return {
    configured: records.filter(
      ({ integrationId, configurationHash }) =>
        stored.get(integrationId)?.configurationHash !== configurationHash,
    ),
    seen: records,
    statusChanges: [...records, ...goneOf(stored, records, rejected)]
      .map(({ integrationId, status }) => ({ integrationId, status }))
      .filter(changedStatus),
    rejected,
  };
}

interface StatusOf {
  integrationId: string;
  status: LogSourceStatus;
}

function goneOf(
  stored: Map<string, StoredState>,
  records: LogSourceRecord[],
  rejected: RejectedSource[],
): StatusOf[] {
  // A row whose own id cannot be read could be any of those that are missing.
  if (rejected.some(({ integrationId }) => !integrationId)) {
    return [];
  }
  const there = new Set<string | undefined>([
    ...records.map(({ integrationId }) => integrationId),
    ...rejected.map(({ integrationId }) => integrationId),
  ]);
  return [...stored.keys()]
    .filter(integrationId => !there.has(integrationId))
    .map(integrationId => ({ integrationId, status: 'gone' as const }));
}

/**
 * Whether a reading would lose so much of a fleet that it is more likely to be wrong than true, and
 * a hash by which the next reading can be recognised as saying the same.
 */
export function judgeLoss(
  stored: Map<string, StoredState>,
  changes: ReadingChanges,
): { losing: number; of: number; hash: string } | undefined {
  const of = [...stored.values()].filter(
    ({ status }) => status !== 'gone',
  ).length;
  const losing = changes.statusChanges.filter(
    ({ status }) => status === 'gone',
  ).length;
  if (of < GUARDED_FLEET || losing * 2 <= of) {
    return undefined;
  }
  const ids = changes.seen.map(({ integrationId }) => integrationId).sort();
  const hash = createHash('sha256').update(ids.join('\n')).digest('hex');
  return { losing, of, hash };
}
