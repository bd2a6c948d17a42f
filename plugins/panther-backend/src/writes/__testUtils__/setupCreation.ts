import { Knex } from 'knex';
import { setupTenants } from '../../tenant/__testUtils__/setupTenants';
import {
  ana,
  REFUND_LOGS,
  ReplicaOptions,
  startReplica,
} from './setupS3Writes';
import { Writer } from '../../permissions/CallerPermissions';
import { createTestDatabase } from '../../__testUtils__/createTestDatabase';

export const KEY = { idempotencyKey: 'refunds-1' };

/** Sees nothing but what is in an instance that is not there. */
export const bob: Writer = {
  ...ana,
  actor: 'user:default/bob',
  visibility: { property: 'instance', values: ['nowhere'] },
};

/** What the tests of creating S3 sources begin with. */
export function setupCreation(options: {
  tenants: ReturnType<typeof setupTenants>;
  database: ReturnType<typeof createTestDatabase>;
  s3Api: 'rest' | 'graphql';
}) {
  const { tenants, database, s3Api } = options;

  async function refundLogsIn(url: string) {
    const { client } = tenants.connect(url);
    const { sources } = await client.listSources();
    return sources.filter(({ s3 }) => s3?.bucket === REFUND_LOGS.bucket);
  }

  return {
    /** A replica on a tenant and a database of its own, to which others can be added. */
    async setup(first: Partial<ReplicaOptions> = {}) {
      const { url, sandbox } = await tenants.serveSandbox();
      const knex = await database.empty();
      const start = (more: Partial<ReplicaOptions> = {}) =>
        startReplica(tenants, {
          knex,
          url,
          ...first,
          ...more,
          instance: { s3Api, ...first.instance, ...more.instance },
        });
      return { knex, url, sandbox, start, ...(await start()) };
    },
    /** Who is known to have made the refund logs through the portal. */
    async creatorsOf(knex: Knex, url: string): Promise<string[]> {
      const [made] = await refundLogsIn(url);
      return knex('created_sources')
        .where({ instance: 'default', integration_id: made?.integrationId })
        .pluck('created_by');
    },
    /** What the tenant has on the bucket of the refund logs, as it says itself. */
    refundLogsIn,
  };
}
