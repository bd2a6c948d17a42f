import {
  LogSourceStatus,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { createHash } from 'node:crypto';
import { InstanceConfig } from '../config/InstanceConfig';
import { PantherSource, UnavailableField } from '../tenant/types';
import { LogSourceConfiguration, LogSourceRecord } from '../inventory/types';
import { durationToMilliseconds } from '@backstage/types';

/** What the inventory keeps of a log source; settings that only writing needs are left out. */
export function toLogSourceRecord(
  source: PantherSource,
  instance: InstanceConfig,
  unavailableFields: UnavailableField[],
  asOf: Date,
  known?: LogSourceStatus,
): LogSourceRecord {
  const degradedFields = [
    ...new Set([
      ...source.degradedFields,
      ...unavailableFields.map(({ field }) => field),
    ]),
  ];
  const configuration: LogSourceConfiguration = {
    ref: stringifyLogSourceRef({
      instance: instance.id,
      integrationId: source.integrationId,
    }),
    instance: instance.id,
    integrationId: source.integrationId,
    label: source.label,
    type: source.type,
    isEditable: source.isEditable,
    logTypes: source.logTypes,
    createdAt: source.createdAt,
    createdBy: source.createdBy,
    lastModifiedAt: source.lastModifiedAt,
    s3: source.s3 && {
      bucket: source.s3.bucket,
      awsAccountId: source.s3.awsAccountId,
      prefixes: source.s3.prefixes,
      logStreamType: source.s3.logStreamType,
    },
    degradedFields,
  };
  return {
    integrationId: source.integrationId,
    status: logSourceStatus(
      { ...source, degradedFields },
      instance.silence,
      asOf,
      known,
    ),
    configuration,
    configurationHash: createHash('sha256')
      .update(JSON.stringify(configuration))
      .digest('hex'),
    lastEventReceivedAt: source.lastEventReceivedAt,
    lastEventProcessedAt: source.lastEventProcessedAt,
  };
}

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
