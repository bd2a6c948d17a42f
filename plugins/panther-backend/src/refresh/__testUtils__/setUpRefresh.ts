import { mockServices } from '@backstage/backend-test-utils';
import { LogSource } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { acmeInstance } from '../../__testUtils__/acmeInstance';
import { createTestPanther } from '../../__testUtils__/createTestPanther';
import { TenantError } from '../../tenant/errors';
import { SourceList } from '../../tenant/types';
import { InstanceRefresh } from '../InstanceRefresh';
import { RefreshEnd } from '../../inventory/types';
/** The failure of a call to a tenant that is down. */
export const unreachable = new TenantError('unreachable', 'Panther is down.', {
  instance: 'default',
  asked: 'list the log sources',
});

/** Stops the clock at 10:00 of the day the fixtures live in; databases wait with what goes on. */
export function stopClock(): void {
  jest.useFakeTimers({
    now: new Date('2026-11-22T10:00:00Z'),
    doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'],
  });
}

/** The refresh of an instance whose Panther is a function, on an empty database. */
export async function setUpRefresh(knex: Knex) {
  const { store, requests, inventory } = createTestPanther(knex);
  const listSources = jest.fn<Promise<SourceList>, []>();
  const sideReads = { run: jest.fn<Promise<void>, [AbortSignal?]>() };
  const metrics = { refreshEnded: jest.fn<void, [RefreshEnd]>() };
  const logger = mockServices.logger.mock();
  const refresh = new InstanceRefresh({
    instance: acmeInstance,
    client: { listSources },
    store,
    requests,
    sideReads,
    logger,
    metrics,
  });
  const findLogSources = (...ids: string[]) =>
    inventory.findLogSources('default', ids, { visibility: 'all' });
  return {
    knex,
    store,
    requests,
    listSources,
    sideReads,
    metrics,
    logger,
    refresh,
    inventory,
    findLogSources,
    /** Reads what Panther lists, or how it fails, at a time of that day. */
    async read(list: SourceList | Error, at: string): Promise<void> {
      jest.setSystemTime(new Date(`2026-11-22T${at}Z`));
      if (list instanceof Error) {
        listSources.mockRejectedValueOnce(list);
      } else {
        listSources.mockResolvedValueOnce(list);
      }
      await refresh.run();
    },
    async find(integrationId: string): Promise<LogSource | undefined> {
      const { logSources } = await findLogSources(integrationId);
      return logSources.get(integrationId);
    },
  };
}
