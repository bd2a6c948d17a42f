import {
  LogSource,
  LogSourceStatus,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { PantherSource, UnavailableField } from '../tenant/types';

/** What the portal shows of a log source; settings that only writing needs are left out. */
export function toLogSource(
  source: PantherSource,
  instance: InstanceConfig,
  unavailableFields: UnavailableField[],
): LogSource {
  const degradedFields = [
    ...new Set([
      ...source.degradedFields,
      ...unavailableFields.map(({ field }) => field),
    ]),
  ];
  return {
    ref: stringifyLogSourceRef({
      instance: instance.id,
      integrationId: source.integrationId,
    }),
    instance: instance.id,
    integrationId: source.integrationId,
    label: source.label,
    type: source.type,
    status: logSourceStatus(source, degradedFields),
    isEditable: source.isEditable,
    logTypes: source.logTypes,
    createdAt: source.createdAt,
    createdBy: source.createdBy,
    lastModifiedAt: source.lastModifiedAt,
    lastEventReceivedAt: source.lastEventReceivedAt,
    lastEventProcessedAt: source.lastEventProcessedAt,
    s3: source.s3 && {
      bucket: source.s3.bucket,
      awsAccountId: source.s3.awsAccountId,
      prefixes: source.s3.prefixes,
      logStreamType: source.s3.logStreamType,
    },
    degradedFields,
  };
}

function logSourceStatus(
  source: PantherSource,
  degradedFields: string[],
): LogSourceStatus {
  if (!source.isHealthy) {
    return 'unhealthy';
  }
  // A time that Panther failed to tell is no sign that there was no event.
  const neverHadAnEvent =
    !source.lastEventReceivedAt &&
    !source.lastEventProcessedAt &&
    !degradedFields.includes('lastEventReceivedAt');
  return neverHadAnEvent ? 'new' : 'healthy';
}
