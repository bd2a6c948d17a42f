import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  checkoutApi,
  LEDGER_LOGS,
} from 'panther-test-portal';
import { entity } from './__testUtils__/entity';
import { countWrites } from './__testUtils__/setupLinkIndex';
import {
  paula,
  setupPortalLinks,
  STOREFRONT,
} from './__testUtils__/setupPortalLinks';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const LINKED = `${STOREFRONT} portal default:${ACCESS_LOGS}`;

/** Sees S3 sources only; the audit trail is none here. */
const seesS3 = {
  ...paula,
  visibility: { property: 'type' as const, values: ['aws-s3'] },
};

describe.each(databaseIds)('PortalLinkService on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  const setup = async (entities?: Entity[]) =>
    setupPortalLinks(await database.empty(), entities);

  it('links an entity and a log source at once, with the owners of the entity', async () => {
    const { link, links, owners, version, knex } = await setup();
    const before = await version();
    await link(STOREFRONT, ACCESS_LOGS);
    await expect(links()).resolves.toEqual([LINKED]);
    await expect(owners()).resolves.toEqual([
      `${STOREFRONT} group:default/team-storefront`,
    ]);
    await expect(version()).resolves.toBe(before + 1);
    const { evidence } = await knex('links').first('evidence');
    expect(JSON.parse(evidence)).toEqual({
      linkedBy: 'user:default/paula',
      linkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('keeps the ref as the catalog has it, and owners in lower case', async () => {
    const { link, links, owners, store } = await setup([
      entity('Component:Shop', {}, { ownedBy: ['Group:default/Team-Shop'] }),
    ]);
    await link('COMPONENT:default/SHOP', ACCESS_LOGS);
    await expect(links()).resolves.toEqual([
      `component:default/shop portal default:${ACCESS_LOGS}`,
    ]);
    await expect(owners()).resolves.toEqual([
      'component:default/shop group:default/team-shop',
    ]);
    await expect(
      store.findByEntity('component:default/shop'),
    ).resolves.toHaveLength(1);
  });

  it('keeps who linked first, and when, and writes nothing more', async () => {
    const { link, store, knex } = await setup();
    await link(STOREFRONT, ACCESS_LOGS);
    const first = await store.findByEntity(STOREFRONT);
    const version = () => knex('instance_reads').pluck('version');
    const before = await version();
    await link(STOREFRONT, ACCESS_LOGS, {
      ...paula,
      actor: 'user:default/sam',
    });
    await expect(store.findByEntity(STOREFRONT)).resolves.toEqual(first);
    expect(first).toEqual([
      {
        ref: { instance: 'default', integrationId: ACCESS_LOGS },
        portalLink: expect.objectContaining({ linkedBy: 'user:default/paula' }),
        entityUid: '',
      },
    ]);
    await expect(version()).resolves.toEqual(before);
  });

  it('takes a link back, and leaves those from evidence', async () => {
    const { link, unlink, links, pass, version } = await setup();
    await pass([checkoutApi]);
    const claimed = await links();
    await link('component:default/checkout-api', ACCESS_LOGS);
    await expect(links()).resolves.toHaveLength(claimed.length + 1);
    const before = await version();
    await unlink('component:default/checkout-api', ACCESS_LOGS);
    await expect(links()).resolves.toEqual(claimed);
    await expect(version()).resolves.toBe(before + 1);
  });

  it('has nothing to take back where nothing is linked', async () => {
    const { unlink, version, links } = await setup();
    const before = await version();
    await unlink(STOREFRONT, ACCESS_LOGS);
    await expect(version()).resolves.toBe(before);
    await expect(links()).resolves.toEqual([]);
  });

  it.each(['link', 'unlink'] as const)(
    'does not tell an entity that the writer may not see from none (%s)',
    async operation => {
      const index = await setup([]);
      const writes = await countWrites(index.knex, () =>
        expect(index[operation](STOREFRONT, ACCESS_LOGS)).rejects.toMatchObject(
          {
            name: 'NotFoundError',
            message: `The catalog has no ${STOREFRONT}, or you may not see it.`,
          },
        ),
      );
      expect(writes).toBe(0);
    },
  );

  it.each(['component:default/a\0b', `component:default/${'a'.repeat(300)}`])(
    'finds none of an entity whose ref no table can hold: %j',
    async entityRef => {
      const { store } = await setup();
      await expect(store.findByEntity(entityRef)).resolves.toEqual([]);
    },
  );

  it('reads the entity as the writer', async () => {
    const { link, catalog } = await setup();
    const read = jest.spyOn(catalog, 'getEntityByRef');
    await link(STOREFRONT, ACCESS_LOGS);
    expect(read.mock.calls).toEqual([
      [expect.anything(), { credentials: paula.credentials }],
    ]);
  });

  it.each([
    ['that Panther does not have', 'no-such-id'],
    ['that is hidden from the writer', AUDIT_TRAIL],
    ['that no database could hold', 'a\0b'],
  ])(
    'finds no log source to link or unlink %s, and says the same of it',
    async (_, id) => {
      const { link, unlink, links } = await setup();
      for (const operation of [link, unlink]) {
        await expect(operation(STOREFRONT, id, seesS3)).rejects.toMatchObject({
          name: 'NotFoundError',
          message: `Panther (Acme Security) has no log source with the id '${id}', or you may not see it.`,
        });
      }
      await expect(links()).resolves.toEqual([]);
    },
  );

  it('does not take back a link to a log source that is hidden from the writer', async () => {
    const { link, unlink, links } = await setup();
    await link(STOREFRONT, AUDIT_TRAIL);
    await expect(unlink(STOREFRONT, AUDIT_TRAIL, seesS3)).rejects.toMatchObject(
      { name: 'NotFoundError' },
    );
    await expect(links()).resolves.toHaveLength(1);
  });

  it('knows no instance that is not configured', async () => {
    const { link, unlink } = await setup();
    for (const operation of [link, unlink]) {
      await expect(operation(STOREFRONT, 'mars:a')).rejects.toMatchObject({
        name: 'NotFoundError',
        message:
          "No Panther instance is called 'mars'; configured are default, eu.",
      });
    }
  });

  it('does not link what is gone', async () => {
    const { link, links } = await setup();
    await expect(link(STOREFRONT, LEDGER_LOGS)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        "Panther (Acme Security) has the log source 'Ledger' no more, so nothing can be linked to it.",
    });
    await expect(links()).resolves.toEqual([]);
  });

  it.each<[string, (knex: Knex) => Promise<unknown>]>([
    [
      'a log source that is gone',
      knex =>
        knex('log_sources')
          .where('integration_id', ACCESS_LOGS)
          .update({ status: 'gone' }),
    ],
    [
      'a log source that the inventory has forgotten',
      knex => knex('log_sources').where('integration_id', ACCESS_LOGS).delete(),
    ],
    [
      'a log source of an instance that is not configured any more',
      async knex => {
        await knex('portal_links').update('instance', 'default-before');
        await knex('links').update('instance', 'default-before');
      },
    ],
  ])('takes back a link to %s', async (_, befall) => {
    const { knex, link, unlink, links, store } = await setup();
    await link(STOREFRONT, ACCESS_LOGS);
    await befall(knex);
    const [{ ref } = { ref: undefined }] = await store.findByEntity(STOREFRONT);
    await unlink(STOREFRONT, `${ref?.instance}:${ref?.integrationId}`, seesS3);
    await expect(links()).resolves.toEqual([]);
    await expect(store.findByEntity(STOREFRONT)).resolves.toEqual([]);
  });

  it('links what is seen for another reason than a claim only', async () => {
    const owned = (origins: ('annotation' | 'bucket' | 'portal')[]) => ({
      property: 'linkedOwner' as const,
      values: ['group:default/team-payments'],
      origins,
    });
    const sees = (visibility: typeof paula.visibility) => ({
      ...paula,
      visibility,
    });
    const { link, links, pass } = await setup();
    // The annotation makes them visible.
    await pass([checkoutApi]);
    const ownedByAnyOrigin = owned(['annotation', 'bucket', 'portal']);
    const byAnyOrigin = sees(ownedByAnyOrigin);
    const refused = {
      name: 'NotAllowedError',
      message:
        "You see the log source 'Checkout access logs' only because of what a catalog file says, which is not enough to link it; ask your portal's administrators to link it, or to extend your permission panther.log-source.read.",
    };
    await expect(
      link('component:default/checkout-api', ACCESS_LOGS, byAnyOrigin),
    ).rejects.toMatchObject(refused);
    await expect(
      link(
        'component:default/checkout-api',
        ACCESS_LOGS,
        sees({
          anyOf: [
            { allOf: [ownedByAnyOrigin, seesS3.visibility] },
            { not: { not: owned(['annotation']) } },
          ],
        }),
      ),
    ).rejects.toMatchObject(refused);
    await expect(links()).resolves.toHaveLength(2);

    await link(
      STOREFRONT,
      ACCESS_LOGS,
      sees({ anyOf: [ownedByAnyOrigin, seesS3.visibility] }),
    );
    await expect(links()).resolves.toContain(LINKED);

    // Once an administrator has linked it.
    await link('component:default/checkout-api', AUDIT_TRAIL);
    await link('component:default/ledger', AUDIT_TRAIL, byAnyOrigin);
    await expect(links()).resolves.toContain(
      `component:default/ledger portal default:${AUDIT_TRAIL}`,
    );
  });
});
