import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';

/** Reads a duration. Throws an error that names the key by its full name. */
export function checkDuration(
  config: Config,
  key: string,
  fullKey: string,
): HumanDuration {
  const mistake = `${fullKey} must be a duration of at least a second, such as { minutes: 5 } or PT30S`;
  let duration: HumanDuration;
  try {
    duration = readDurationFromConfig(config, { key });
  } catch (error) {
    throw new InputError(mistake, error);
  }
  if (durationToMilliseconds(duration) < 1000) {
    throw new InputError(mistake);
  }
  return duration;
}
