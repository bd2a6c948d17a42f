import { alarmState } from '../tenant/openProblems';
import type { Tenant } from '../tenant/Tenant';

/** The drop-off alarm of a log source, with its present state. */
export function alarm(tenant: Tenant, sourceId: string): object {
  const minutesThreshold = tenant.getAlarm(sourceId);
  return {
    type: 'SOURCE_NO_DATA',
    minutesThreshold,
    state: alarmState(
      tenant.getSource(sourceId),
      minutesThreshold,
      tenant.now(),
    ),
  };
}
