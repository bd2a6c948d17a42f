import { LogSource, LogSourceStatus } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { LogSourceConfiguration } from '../types';

export interface LogSourceRow {
  instance: string;
  integration_id: string;
  status: LogSourceStatus;
  status_since: string;
  configuration: string;
  received_at: string | null;
  processed_at: string | null;
}

/**
 * Log sources, as `source`, with the times of their events, as `event`; each has a row of these,
 * since both are written in one transaction and removed in one.
 */
export function selectLogSources(knex: Knex): Knex.QueryBuilder {
  return knex('log_sources as source')
    .join('log_source_events as event', {
      'event.instance': 'source.instance',
      'event.integration_id': 'source.integration_id',
    })
    .select(
      'source.instance',
      'source.integration_id',
      'source.status',
      'source.status_since',
      'source.configuration',
      'event.received_at',
      'event.processed_at',
    );
}

export function toLogSource(row: LogSourceRow): LogSource {
  const configuration: LogSourceConfiguration = JSON.parse(row.configuration);
  return {
    ...configuration,
    status: row.status,
    statusSince: row.status_since,
    lastEventReceivedAt: row.received_at ?? undefined,
    lastEventProcessedAt: row.processed_at ?? undefined,
  };
}
