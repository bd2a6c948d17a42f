import { mockCredentials } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { S3SourceInput } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { Sandbox } from 'panther-sandbox';
import { acmeInstance } from '../../__testUtils__/acmeInstance';
import { InstanceConfig } from '../../config/InstanceConfig';
import { setupTenants } from '../../tenant/__testUtils__/setupTenants';
import { RequestLimits } from '../../tenant/Connections';
import { Writer } from '../../permissions/CallerPermissions';
import { TenantOperations } from '../../createPanther';
import { createTestPanther } from '../../__testUtils__/createTestPanther';

/** The demo's healthy S3 source. */
export const ACCESS_LOGS = {
  instance: 'default',
  integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
};

/** The demo's S3 source with a KMS key and an option. */
export const AUDIT_TRAIL = {
  instance: 'default',
  integrationId: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
};

/** A log source of the demo that is no S3 source. */
export const HTTP_SOURCE = {
  instance: 'default',
  integrationId: 'b2f69d10-c74e-4835-a0d9-15e8c63a7b4f',
};

/** An S3 source of the demo that Panther lets nobody change. */
export const MAINFRAME_DUMPS = {
  instance: 'default',
  integrationId: 'b75e20d8-1a9c-4f47-a680-43d1f5c8e9b6',
};

/** A log source that the demo has not yet. */
export const REFUND_LOGS: S3SourceInput = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [
    { prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: ['alb/tmp/'] },
  ],
};

export const ana: Writer = {
  actor: 'user:default/ana',
  credentials: mockCredentials.user('user:default/ana'),
  visibility: 'all',
};

const checkoutApi = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
  spec: { type: 'service', owner: 'team-payments' },
};

/** What a replica is made of that reads and writes the tenant at a URL. */
export interface ReplicaOptions {
  knex: Knex;
  url: string;
  instance?: Partial<InstanceConfig>;
  limits?: Partial<RequestLimits>;
  /** Takes the place of some calls of the client, but not in refreshes. */
  client?: (client: TenantOperations) => Partial<TenantOperations>;
}

/** A replica of the backend as far as writing S3 sources goes, whose inventory has been read once. */
export async function startReplica(
  { connect }: Pick<ReturnType<typeof setupTenants>, 'connect'>,
  options: ReplicaOptions,
) {
  const { knex, url, limits } = options;
  const instance = {
    ...acmeInstance,
    manageToken: 'sandbox-token',
    ...options.instance,
  };
  const { client, logger } = connect(url, {
    instance: options.instance,
    limits,
  });
  const calls: TenantOperations = {
    listSources: it => client.listSources(it),
    listSystemErrors: it => client.listSystemErrors(it),
    listSchemas: it => client.listSchemas(it),
    getOwnApiToken: it => client.getOwnApiToken(it),
    getSource: (id, it) => client.getSource(id, it),
    createS3Source: (input, it) => client.createS3Source(input, it),
    getS3Source: (id, it) => client.getS3Source(id, it),
    updateS3Source: (id, update, it) => client.updateS3Source(id, update, it),
    deleteS3Source: (id, it) => client.deleteS3Source(id, it),
    deleteSource: (id, it) => client.deleteSource(id, it),
  };
  const panther = createTestPanther(knex, {
    targets: [{ instance, client: { ...calls, ...options.client?.(calls) } }],
    catalog: catalogServiceMock({ entities: [checkoutApi] }),
    logger,
  });
  // What takes the place of calls is not in the way of reading.
  const { requests, refreshes } = createTestPanther(knex, {
    targets: [{ instance, client }],
    logger,
  });
  async function refresh(): Promise<void> {
    for (const instanceRefresh of refreshes) {
      await instanceRefresh.run();
    }
  }
  await requests.add(instance.id, new Date().toISOString());
  await refresh();
  return {
    ...panther,
    client,
    logger,
    refresh,
    async isRefreshWanted(): Promise<boolean> {
      const { requestedAt } = await panther.store.getRead(instance.id);
      return requestedAt !== undefined;
    },
    async linkCheckoutApi(): Promise<void> {
      await knex('links').insert({
        instance: ACCESS_LOGS.instance,
        integration_id: ACCESS_LOGS.integrationId,
        entity_ref: stringifyEntityRef(checkoutApi),
        origin: 'annotation',
        evidence: '{}',
      });
    },
  };
}

/** How often each operation was asked for since this was called. */
export function countFromNow(sandbox: Sandbox): () => Record<string, number> {
  const before = sandbox.countRequests();
  return () =>
    Object.fromEntries(
      Object.entries(sandbox.countRequests())
        .map(([name, count]): [string, number] => [
          name,
          count - (before[name] ?? 0),
        ])
        .filter(([, count]) => count > 0),
    );
}
