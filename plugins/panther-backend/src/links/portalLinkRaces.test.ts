import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  billingLogs,
  billingWorker,
  checkoutApi,
  demoEntities,
  ledger,
  webStorefront,
} from 'panther-test-portal';
import { entity } from './__testUtils__/entity';
import {
  setupLinkedStorefront,
  STOREFRONT,
} from './__testUtils__/setupPortalLinks';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const LINKED = `${STOREFRONT} portal default:${ACCESS_LOGS}`;
const OWNED = `${STOREFRONT} group:default/team-storefront`;

/** Links of the portal that count by one of two tables and not by the other. */
async function disagreements(knex: Knex): Promise<number> {
  const [{ count }] = await knex
    .with('listed', knex('links').where('origin', 'portal'))
    .with('made', knex('portal_links').whereNull('missing_since'))
    .from('made')
    .fullOuterJoin('listed', {
      'listed.instance': 'made.instance',
      'listed.integration_id': 'made.integration_id',
      'listed.entity_ref': 'made.entity_ref',
    })
    .whereNull('listed.entity_ref')
    .orWhereNull('made.entity_ref')
    .count({ count: '*' });
  return Number(count);
}

describe.each(databaseIds)(
  'a link of the portal that is made or taken back during a pass on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    const setup = async () => setupLinkedStorefront(await database.empty());

    it('stays with its owners, though the pass saw neither', async () => {
      const index = await setup();
      const { link, links, owners } = index;
      await index.passDuring([checkoutApi], () =>
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
      await index.passDuring([before], () => link(STOREFRONT, AUDIT_TRAIL));
      await expect(owners()).resolves.toContain(OWNED);
      await expect(owners()).resolves.not.toContain(
        `${STOREFRONT} group:default/team-before`,
      );
      await index.pass([before]);
      await expect(owners()).resolves.not.toContain(OWNED);
    });

    it('keeps them as well where the same link was taken back and made again', async () => {
      const index = await setup();
      const { link, unlink, owners } = index;
      await index.passDuring([], async () => {
        await unlink(STOREFRONT, ACCESS_LOGS);
        await link(STOREFRONT, ACCESS_LOGS);
      });
      await expect(owners()).resolves.toContain(OWNED);
      await expect(index.missingSince()).resolves.toEqual([null]);
    });

    it('does not come back', async () => {
      const index = await setup();
      await index.passDuring([checkoutApi], () =>
        index.unlink(STOREFRONT, ACCESS_LOGS),
      );
      await expect(index.links()).resolves.not.toContain(LINKED);
      await expect(disagreements(index.knex)).resolves.toBe(0);
    });

    it('has a pass wait that would remove its owners, until it is made', async () => {
      const { knex, pass, owners } = await setup();
      // Its owners are known by the bucket that it depends on, which then is no more.
      const entityRef = 'component:default/billing-worker';
      const others = demoEntities.filter(({ kind }) => kind !== 'Resource');
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
      const people = [checkoutApi, billingWorker, billingLogs, ledger].flatMap(
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
        await pass(round % 2 ? demoEntities : [webStorefront]);
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
