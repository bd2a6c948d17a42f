import { durationToMilliseconds } from '@backstage/types';
import { Freshness } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { InstanceRead } from './types';

/** A good read older than this many periods is stale, though none has failed since. */
const STALE_AFTER_PERIODS = 2;

/** How old what is known of the log sources of an instance is. */
export function toFreshness(
  instance: InstanceConfig,
  read: InstanceRead,
): Freshness {
  const { id, title, consoleUrl, refresh } = instance;
  const staleAfterMs =
    durationToMilliseconds(refresh.frequency) * STALE_AFTER_PERIODS;
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
