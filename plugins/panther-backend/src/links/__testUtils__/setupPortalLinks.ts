import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parseLogSourceRef } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  demoEntities,
  LEDGER_LOGS,
} from 'panther-test-portal';
import { createTestPanther } from '../../__testUtils__/createTestPanther';
import { storeLogSources } from '../../__testUtils__/storeLogSources';
import { PortalLinkStore } from '../PortalLinkStore';
import { setupLinkIndex } from './setupLinkIndex';
import { Writer } from '../../permissions/CallerPermissions';

export const paula: Writer = {
  actor: 'user:default/paula',
  credentials: mockCredentials.user('user:default/paula'),
  visibility: 'all',
};

/** Links of the portal on a database that has the demo's log sources, all of them read. */
export async function setupPortalLinks(
  knex: Knex,
  entities: Entity[] = demoEntities,
) {
  const index = await setupLinkIndex(knex);
  await storeLogSources(knex, [
    { id: ACCESS_LOGS, label: 'Checkout access logs' },
    { id: AUDIT_TRAIL, label: 'Checkout audit trail', type: 'gcs' },
    { id: LEDGER_LOGS, label: 'Ledger', status: 'gone' },
  ]);
  const readAt = new Date().toISOString();
  await knex('instance_reads').insert(
    ['default', 'eu'].map(instance => ({
      instance,
      started_at: readAt,
      attempted_at: readAt,
      succeeded_at: readAt,
    })),
  );
  const catalog = catalogServiceMock({ entities });
  const { inventory, portalLinks } = createTestPanther(knex, { catalog });
  let service = portalLinks;
  return {
    ...index,
    inventory,
    catalog,
    store: new PortalLinkStore(knex),
    /** Has the catalog have other entities, for those who make links or take them back. */
    replaceEntities(others: Entity[]) {
      service = createTestPanther(knex, {
        catalog: catalogServiceMock({ entities: others }),
      }).portalLinks;
    },
    link: (entityRef: string, ref: string, writer = paula) =>
      service.link(parseEntityRef(entityRef), parseLogSourceRef(ref), writer),
    unlink: (entityRef: string, ref: string, writer = paula) =>
      service.unlink(parseEntityRef(entityRef), parseLogSourceRef(ref), writer),
    async version(): Promise<number> {
      const row = await knex('instance_reads')
        .where('instance', 'default')
        .first('version');
      return row.version;
    },
  };
}

export const STOREFRONT = 'component:default/web-storefront';

/** The storefront is linked in the portal and nowhere else; a first pass has been made. */
export async function setupLinkedStorefront(knex: Knex) {
  const index = await setupPortalLinks(knex);
  await index.link(STOREFRONT, ACCESS_LOGS);
  await index.pass(demoEntities);
  return {
    ...index,
    missingSince: async () => knex('portal_links').pluck('missing_since'),
  };
}
