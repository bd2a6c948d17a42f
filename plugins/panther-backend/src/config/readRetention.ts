import { Config } from '@backstage/config';
import { HumanDuration } from '@backstage/types';
import { checkDuration } from './checkDuration';

const KEY = 'panther.retention';

/** How long log sources that are gone, and changes of status, are remembered. */
export function readRetention(rootConfig: Config): HumanDuration {
  return rootConfig.has(KEY)
    ? checkDuration(rootConfig, KEY, KEY)
    : { days: 90 };
}
