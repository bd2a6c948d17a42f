import { Refusal } from '../tenant/errors';
import { formatTime } from '../tenant/formatTime';
import { listSystemErrors, type SystemError } from '../tenant/listSystemErrors';
import type { Tenant } from '../tenant/Tenant';
import type { SourceErrorType } from '../tenant/types';
import { type AlertsQuery, writeCursor } from './readAlertsQuery';

const titles: Record<SourceErrorType, string> = {
  SOURCE_CLASSIFICATION_FAILURES: 'Events could not be classified',
  SOURCE_LOG_PROCESSING_ERRORS: 'Events could not be processed',
  SOURCE_NO_DATA: 'No events received',
  SOURCE_PERMISSIONS_CHECKS: 'Access was denied',
  SOURCE_SCANNING_ERRORS: 'The source could not be scanned',
};

/** One page of the alerts that fit. The tenant has no detections, so only system errors can. */
export function listAlerts(tenant: Tenant, query: AlertsQuery): object {
  const found =
    query.type === 'SYSTEM_ERROR' && !query.impossible
      ? listSystemErrors(tenant).filter(error => matches(error, query))
      : [];
  if (query.oldestFirst) {
    found.reverse();
  }
  const end = query.offset + query.limit;
  return {
    results: found.slice(query.offset, end).map(alert),
    next: end < found.length ? writeCursor(end) : undefined,
  };
}

/** @throws {@link Refusal} `not_found` */
export function getAlert(tenant: Tenant, id: string): object {
  const found = listSystemErrors(tenant).find(error => error.id === id);
  if (!found) {
    throw new Refusal('not_found', `alert ${id} not found`);
  }
  return alert(found);
}

function matches(error: SystemError, query: AlertsQuery): boolean {
  const { since } = error.problem;
  return (
    since >= query.after &&
    since <= query.before &&
    allows(query.logSources, error.source.integrationId) &&
    allows(query.statuses, error.status) &&
    allows(query.severities, 'CRITICAL') &&
    title(error)
      .toLowerCase()
      .includes((query.nameContains ?? '').toLowerCase())
  );
}

function allows(wanted: string[] | undefined, value: string): boolean {
  return wanted === undefined || wanted.includes(value);
}

function title({ source, problem }: SystemError): string {
  return `${titles[problem.type]}: ${source.integrationLabel}`;
}

function alert(error: SystemError): object {
  const { source, problem } = error;
  return {
    id: error.id,
    type: 'SYSTEM_ERROR',
    title: title(error),
    severity: 'CRITICAL',
    status: error.status,
    createdAt: formatTime(problem.since),
    deliveries: [],
    systemError: {
      type: problem.type,
      sourceId: source.integrationId,
      sourceType: source.integrationType,
    },
  };
}
