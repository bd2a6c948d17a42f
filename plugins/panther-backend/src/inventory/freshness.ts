import { durationToMilliseconds } from '@backstage/types';
import { Freshness } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { InstanceRead } from './types';

/** A good read older than this many periods is stale, though none has failed since. */
const STALE_AFTER_PERIODS = 2;

/** The scheduler looks for tasks every five seconds, so that short periods are not kept exactly. */
const TOLERANCE_MS = 30_000;

/** How old what is known of the log sources of an instance is. */
export function toFreshness(
  instance: InstanceConfig,
  read: InstanceRead,
): Freshness {
  const { id, title, consoleUrl, refresh } = instance;
  const periodMs = durationToMilliseconds(refresh.frequency);
  const staleAfterMs = periodMs * STALE_AFTER_PERIODS + TOLERANCE_MS;
  const overdue =
    !read.succeededAt ||
    Date.now() - Date.parse(read.succeededAt) > staleAfterMs;
  return {
    instance: id,
    title,
    consoleUrl,
    asOf: read.succeededAt,
    stale: overdue || read.problem !== undefined,
    problem:
      read.problem ??
      (read.succeededAt
        ? undefined
        : {
            code: 'notReadYet',
            message: `Panther (${title}) has not been read yet; its log sources show up here once it has.`,
          }),
  };
}
