import { alarm } from './alarm';
import type { RestRoutes } from './operation';
import { readAlarmAddress, readAlarmThreshold } from './readAlarm';

export function addAlarmRoutes({
  router,
  operation,
  tenant,
}: RestRoutes): void {
  const path = '/log-source-alarms/:sourceId/:type';
  router.get(
    path,
    operation('getLogSourceAlarm', 'LogSourceRead', request => ({
      status: 200,
      body: alarm(tenant, readAlarmAddress(request)),
    })),
  );
  router.put(
    path,
    operation('putLogSourceAlarm', 'LogSourceModify', request => {
      const sourceId = readAlarmAddress(request);
      const minutesThreshold = readAlarmThreshold(request);
      tenant.putAlarm(sourceId, minutesThreshold);
      return {
        status: 200,
        body: { type: 'SOURCE_NO_DATA', minutesThreshold },
      };
    }),
  );
  router.delete(
    path,
    operation('deleteLogSourceAlarm', 'LogSourceModify', request => {
      tenant.deleteAlarm(readAlarmAddress(request));
      return { status: 204 };
    }),
  );
}
