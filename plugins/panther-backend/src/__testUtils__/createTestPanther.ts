import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { createPanther, TenantOperations } from '../createPanther';
import { TenantError } from '../tenant/errors';
import { acmeInstance } from './acmeInstance';

type PantherOptions = Parameters<typeof createPanther>[0];

/** The failure of a call to a tenant that a test has none of. */
async function fail(): Promise<never> {
  throw new TenantError('unreachable', 'Panther is down.', {
    instance: acmeInstance.id,
    asked: 'answer',
  });
}

/** A client whose tenant is down, except for the operations that a test gives it. */
export function createTestClient(
  operations: Partial<TenantOperations> = {},
): TenantOperations {
  return {
    listSources: fail,
    getSource: fail,
    listSystemErrors: fail,
    listSchemas: fail,
    getOwnApiToken: fail,
    createS3Source: fail,
    getS3Source: fail,
    updateS3Source: fail,
    deleteS3Source: fail,
    deleteSource: fail,
    ...operations,
  };
}

/**
 * Builds the services of the plugin as the plugin does, with the instances `default` and `eu`, no
 * tenant, and an empty catalog, as far as a test does not say otherwise.
 */
export function createTestPanther(
  knex: Knex,
  options: Partial<Omit<PantherOptions, 'knex'>> = {},
) {
  const client = createTestClient();
  return createPanther({
    targets: [
      { instance: acmeInstance, client },
      {
        instance: { ...acmeInstance, id: 'eu', title: 'Acme Europe' },
        client,
      },
    ],
    knex,
    retention: { days: 90 },
    auth: mockServices.auth(),
    catalog: catalogServiceMock(),
    scheduler: mockServices.scheduler.mock(),
    logger: mockServices.logger.mock(),
    ...options,
  });
}
