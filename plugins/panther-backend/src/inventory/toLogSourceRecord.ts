import {
  LogSourceStatus,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { createHash } from 'node:crypto';
import { InstanceConfig } from '../config/InstanceConfig';
import { PantherSource, UnavailableField } from '../tenant/types';
import { logSourceStatus } from './logSourceStatus';
import { LogSourceConfiguration, LogSourceRecord } from './types';

/**
 * Raised whenever more of a configuration is written to the tables than before, so that it is
 * written anew, also after a replica of an older version that still runs beside this one.
 */
const WRITTEN_AS = 2;

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
      .update(JSON.stringify([WRITTEN_AS, configuration]))
      .digest('hex'),
    lastEventReceivedAt: source.lastEventReceivedAt,
    lastEventProcessedAt: source.lastEventProcessedAt,
  };
}
