import { durationToMilliseconds } from '@backstage/types';
import { LogSourceStatus } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { PantherSource } from '../tenant/types';

/** How a log source that Panther has is doing, as of a point in time. */
export function logSourceStatus(
  source: PantherSource,
  silence: InstanceConfig['silence'],
  asOf: Date,
): Exclude<LogSourceStatus, 'gone'> {
  if (!source.isHealthy) {
    return 'unhealthy';
  }
  const lastEventAt = source.lastEventReceivedAt ?? source.lastEventProcessedAt;
  if (!lastEventAt) {
    // A time that Panther failed to tell is no sign that there was no event.
    return source.degradedFields.includes('lastEventReceivedAt')
      ? 'healthy'
      : 'new';
  }
  const silentMs = asOf.getTime() - Date.parse(lastEventAt);
  return silentMs > thresholdMs(source, silence) ? 'silent' : 'healthy';
}

function thresholdMs(
  { integrationId, logTypes }: PantherSource,
  silence: InstanceConfig['silence'],
): number {
  const own = silence.logSources[integrationId];
  if (own) {
    return durationToMilliseconds(own);
  }
  const ofLogTypes = logTypes.flatMap(
    logType => silence.logTypes[logType] ?? [],
  );
  return Math.min(
    ...(ofLogTypes.length > 0 ? ofLogTypes : [silence.after]).map(
      durationToMilliseconds,
    ),
  );
}
