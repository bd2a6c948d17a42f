import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { BILLING_LOGS } from 'panther-test-portal';
import { createTestPanther } from '../../__testUtils__/createTestPanther';

/** The link index of the instances `default` and `eu`, on a database that has the demo's bucket. */
export async function setupLinkIndex(knex: Knex) {
  await putS3Source(knex, BILLING_LOGS, 'acme-billing-logs', ['']);
  const logger = mockServices.logger.mock();
  const scheduler = mockServices.scheduler();
  const auth = mockServices.auth();
  const serviceOn = (catalog: CatalogService) =>
    createTestPanther(knex, { scheduler, auth, catalog, logger }).linkIndex;
  return {
    knex,
    logger,
    scheduler,
    auth,
    serviceOn,
    /** One pass over a catalog of some entities. */
    pass(entities: Entity[]) {
      return serviceOn(catalogServiceMock({ entities })).update(
        new AbortController().signal,
      );
    },
    /** A pass over a catalog of some entities, during which something happens. */
    async passDuring(entities: Entity[], happen: () => Promise<unknown>) {
      const catalog = catalogServiceMock({ entities });
      const stream = catalog.streamEntities.bind(catalog);
      jest
        .spyOn(catalog, 'streamEntities')
        .mockImplementation(async function* streamSlowly(...args) {
          yield* stream(...args);
          await happen();
        });
      await serviceOn(catalog).update(new AbortController().signal);
    },
    async links(): Promise<string[]> {
      const rows = await knex('links').select();
      return rows
        .map(
          row =>
            `${row.entity_ref} ${row.origin} ${row.instance}:${row.integration_id}`,
        )
        .sort();
    },
    async owners(): Promise<string[]> {
      const rows = await knex('entity_owners').select();
      return rows.map(row => `${row.entity_ref} ${row.owner_ref}`).sort();
    },
    async awsAccounts(): Promise<string[]> {
      const ids = await knex('catalog_aws_accounts').pluck('aws_account_id');
      return ids.sort();
    },
  };
}

/** Puts an S3 source into the inventory as a refresh leaves it. */
export async function putS3Source(
  knex: Knex,
  integrationId: string,
  bucket: string,
  prefixes: string[],
  instance = 'default',
): Promise<void> {
  await knex('log_sources').insert({
    instance,
    integration_id: integrationId,
    status: 'healthy',
    status_since: '2026-11-22T10:00:00.000Z',
    configuration: JSON.stringify({ instance, integrationId }),
    configuration_hash: '',
    label_key: integrationId,
    type: 'aws-s3',
    search_text: integrationId,
  });
  await knex('s3_mappings').insert(
    prefixes.map(prefix => ({
      instance,
      integration_id: integrationId,
      bucket,
      prefix,
    })),
  );
}

/** Counts the statements that write, while something happens. */
export async function countWrites(
  knex: Knex,
  happen: () => Promise<unknown>,
): Promise<number> {
  let writes = 0;
  const count = ({ sql }: { sql: string }) => {
    writes += /^(insert|update|delete|begin)/i.test(sql) ? 1 : 0;
  };
  knex.on('query', count);
  await happen();
  knex.off('query', count);
  return writes;
}
