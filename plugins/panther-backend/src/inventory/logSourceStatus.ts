import { durationToMilliseconds } from '@backstage/types';
import { LogSourceStatus } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { PantherSource } from '../tenant/types';

/**
 * How a log source that Panther has is doing, as of a point in time. What was known of it before
 * counts where Panther fails to tell when its last event came.
 */
export function logSourceStatus(
  source: PantherSource,
  silence: InstanceConfig['silence'],
  asOf: Date,
  known?: LogSourceStatus,
): Exclude<LogSourceStatus, 'gone'> {
  if (!source.isHealthy) {
    return 'unhealthy';
  }
  const lastEventAt = source.lastEventReceivedAt ?? source.lastEventProcessedAt;
  if (!lastEventAt) {
    if (!source.degradedFields.includes('lastEventReceivedAt')) {
      return 'new';
    }
    // A time that Panther failed to tell is a sign neither of an event nor of none.
    return known === 'silent' || known === 'new' ? known : 'healthy';
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
