import { Knex } from 'knex';
import { acmeInstance } from '../../__testUtils__/acmeInstance';
import { InstanceConfig } from '../../config/InstanceConfig';
import { setupTenants } from '../../tenant/__testUtils__/setupTenants';
import { WriteTarget } from '../WriteTarget';
import { ACCESS_LOGS, startReplica } from './setupS3Writes';
import { RequestLimits } from '../../tenant/Connections';

/** A sandbox of its own, whose log sources are in the inventory, and what writing to it needs. */
export async function setupWrittenSources(
  tenants: ReturnType<typeof setupTenants>,
  options: {
    knex: Knex;
    instance?: Partial<InstanceConfig>;
    limits?: Partial<RequestLimits>;
  },
) {
  const { knex } = options;
  const { url, sandbox } = await tenants.serveSandbox();
  const replica = await startReplica(tenants, { ...options, url });
  const { client, inventory } = replica;
  const target: WriteTarget = {
    instance: {
      ...acmeInstance,
      manageToken: 'sandbox-token',
      ...options.instance,
    },
    client,
  };
  // What was asked for until here is no part of any write.
  const asked = sandbox.countRequests();
  return {
    ...replica,
    knex,
    sandbox,
    target,
    async find(integrationId: string = ACCESS_LOGS.integrationId) {
      const { logSources } = await inventory.findLogSources(
        'default',
        [integrationId],
        { visibility: 'all' },
      );
      return logSources.get(integrationId);
    },
    async history(ref = ACCESS_LOGS): Promise<string[]> {
      const { items } = await inventory.getHistory(ref, { visibility: 'all' });
      return items.map(({ status }) => status);
    },
    /** Whether the tenant has a log source, as it says itself. */
    async isInPanther({ integrationId } = ACCESS_LOGS): Promise<boolean> {
      const { sources } = await client.listSources();
      return sources.some(source => source.integrationId === integrationId);
    },
    /** How often each operation was asked for since the inventory was read. */
    countRequests(): Record<string, number> {
      return Object.fromEntries(
        Object.entries(sandbox.countRequests())
          .map(([name, count]) => [name, count - (asked[name] ?? 0)] as const)
          .filter(([, count]) => count > 0),
      );
    },
  };
}
