import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  checkoutApi,
  demoCatalog,
  entity,
  webStorefront,
} from './__testUtils__/demoCatalog';
import {
  setupLinkedStorefront,
  STOREFRONT,
} from './__testUtils__/setupPortalLinks';

jest.setTimeout(60_000);

const LINKED = `${STOREFRONT} portal default:${ACCESS_LOGS}`;
const OWNED = `${STOREFRONT} group:default/team-storefront`;

/** Links of the portal that one of two tables has and the other has not. */
async function disagreements(knex: Knex): Promise<number> {
  const [{ count }] = await knex
    .with('listed', knex('links').where('origin', 'portal'))
    .from('portal_links')
    .fullOuterJoin('listed', {
      'listed.instance': 'portal_links.instance',
      'listed.integration_id': 'portal_links.integration_id',
      'listed.entity_ref': 'portal_links.entity_ref',
    })
    .whereNull('listed.entity_ref')
    .orWhereNull('portal_links.entity_ref')
    .count({ count: '*' });
  return Number(count);
}

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)(
  'a link of the portal that is made or taken back during a pass on %s',
  databaseId => {
    const databases = TestDatabases.create({ ids: [databaseId] });

    const setup = async () =>
      setupLinkedStorefront(await databases.init(databaseId));

    /** A pass over a catalog of some entities, during which something happens. */
    async function passDuring(
      { serviceOn }: Awaited<ReturnType<typeof setup>>,
      entities: Entity[],
      happen: () => Promise<unknown>,
    ) {
      const catalog = catalogServiceMock({ entities });
      const stream = catalog.streamEntities.bind(catalog);
      jest
        .spyOn(catalog, 'streamEntities')
        .mockImplementation(async function* streamSlowly(...args) {
          yield* stream(...args);
          await happen();
        });
      await serviceOn(catalog).update(new AbortController().signal);
    }

    it('stays with its owners, though the pass saw neither', async () => {
      const index = await setup();
      const { link, links, owners } = index;
      await passDuring(index, [checkoutApi], () =>
        link('component:default/billing-worker', AUDIT_TRAIL),
      );
      await expect(links()).resolves.toContain(
        `component:default/billing-worker portal default:${AUDIT_TRAIL}`,
      );
      await expect(owners()).resolves.toContain(
        'component:default/billing-worker group:default/team-payments',
      );
    });

    it('keeps owners that the pass read too early to know', async () => {
      const index = await setup();
      const { link, owners } = index;
      const before = entity(
        'Component:web-storefront',
        {},
        { ownedBy: ['group:default/team-before'] },
      );
      await passDuring(index, [before], () => link(STOREFRONT, AUDIT_TRAIL));
      await expect(owners()).resolves.toContain(OWNED);
      await index.pass([before]);
      await expect(owners()).resolves.not.toContain(OWNED);
    });

    it('keeps them as well where the same link was taken back and made again', async () => {
      const index = await setup();
      const { link, unlink, owners } = index;
      await passDuring(index, [], async () => {
        await unlink(STOREFRONT, ACCESS_LOGS);
        await link(STOREFRONT, ACCESS_LOGS);
      });
      await expect(owners()).resolves.toContain(OWNED);
      await expect(index.missingSince()).resolves.toEqual([null]);
    });

    it('does not come back', async () => {
      const index = await setup();
      await passDuring(index, [checkoutApi], () =>
        index.unlink(STOREFRONT, ACCESS_LOGS),
      );
      await expect(index.links()).resolves.not.toContain(LINKED);
      await expect(disagreements(index.knex)).resolves.toBe(0);
    });

    it('has a pass wait that would remove its owners, until it is made', async () => {
      const { knex, pass, owners } = await setup();
      // Its owners are known by the bucket that it depends on, which then is no more.
      const entityRef = 'component:default/billing-worker';
      const others = demoCatalog.filter(({ kind }) => kind !== 'Resource');
      const transaction = await knex.transaction();
      const key = { instance: 'default', integration_id: ACCESS_LOGS };
      await transaction('portal_links').insert({
        ...key,
        entity_ref: entityRef,
        linked_by: 'user:default/paula',
        linked_at: new Date().toISOString(),
      });
      const passed = pass(others);
      await sleep(300);
      await transaction('links').insert({
        ...key,
        entity_ref: entityRef,
        origin: 'portal',
        evidence: '{}',
      });
      await transaction.commit();
      await passed;
      await expect(owners()).resolves.toContain(
        `${entityRef} group:default/team-payments`,
      );
      await expect(disagreements(knex)).resolves.toBe(0);
    });

    it('is in both tables or in none at every moment, with its owners', async () => {
      const { knex, pass, link, unlink, logger } = await setup();
      const people = [checkoutApi, ...demoCatalog.slice(1, -1)].flatMap(
        ({ kind, metadata }) =>
          [ACCESS_LOGS, AUDIT_TRAIL].map(async id => {
            const ref = `${kind}:${metadata.name}`.toLowerCase();
            for (let round = 0; round < 5; round += 1) {
              await link(ref, id);
              await expect(disagreements(knex)).resolves.toBe(0);
              await unlink(ref, id);
            }
            await link(ref, id);
          }),
      );
      for (let round = 0; round < 8; round += 1) {
        await pass(round % 2 ? demoCatalog : [webStorefront]);
        await expect(disagreements(knex)).resolves.toBe(0);
      }
      await Promise.all(people);
      await expect(disagreements(knex)).resolves.toBe(0);
      await expect(
        knex('links').where('origin', 'portal').pluck('entity_ref'),
      ).resolves.toHaveLength(9);
      expect(logger.warn).not.toHaveBeenCalled();
    });
  },
);
