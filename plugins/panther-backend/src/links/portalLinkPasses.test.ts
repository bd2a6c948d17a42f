import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ACCESS_LOGS, demoEntities, webStorefront } from 'panther-test-portal';
import { entity, withUid } from './__testUtils__/entity';
import { countWrites } from './__testUtils__/setupLinkIndex';
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

const never = new AbortController().signal;

const withoutStorefront = demoEntities.filter(one => one !== webStorefront);

describe.each(databaseIds)('a link of the portal on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  const setup = async () => setupLinkedStorefront(await database.empty());

  it('stays through passes, with the owners of its entity, which write nothing where nothing changed', async () => {
    const { knex, pass, links, owners, logger } = await setup();
    await expect(links()).resolves.toContain(LINKED);
    await expect(owners()).resolves.toContain(OWNED);
    await expect(countWrites(knex, () => pass(demoEntities))).resolves.toBe(0);
    expect(logger.debug).toHaveBeenLastCalledWith(
      'Compared the link index with 5 catalog entities',
      expect.objectContaining({ links: 5, portalLinks: 1 }),
    );
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('follows its entity to a new owner', async () => {
    const { pass, owners } = await setup();
    await pass([
      ...withoutStorefront,
      entity(
        'Component:web-storefront',
        {},
        { ownedBy: ['group:default/team-payments'] },
      ),
    ]);
    const ofStorefront = (await owners()).filter(row =>
      row.startsWith(STOREFRONT),
    );
    expect(ofStorefront).toEqual([`${STOREFRONT} group:default/team-payments`]);
  });

  it('has the catalog asked for its entity as the plugin, in pages, and only where it is not read anyway', async () => {
    const { link, serviceOn, auth, store } = await setup();
    await link('component:default/checkout-api', ACCESS_LOGS);
    const many = Array.from({ length: 600 }, (_, index) =>
      entity(`Component:c${index}`, {}),
    );
    for (const { metadata } of many) {
      await store.put(
        `component:default/${metadata.name}`,
        { instance: 'default', integrationId: ACCESS_LOGS },
        {
          linkedBy: 'user:default/paula',
          linkedAt: '1',
          entityUid: '',
          ownerRefs: [],
        },
      );
    }
    const catalog = catalogServiceMock({
      entities: [...demoEntities, ...many],
    });
    const read = jest.spyOn(catalog, 'getEntitiesByRefs');
    await serviceOn(catalog).update(never);
    const credentials = await auth.getOwnServiceCredentials();
    expect(
      read.mock.calls.map(([{ entityRefs }, options]) => ({
        count: entityRefs.length,
        options,
      })),
    ).toEqual([
      { count: 500, options: { credentials } },
      // The storefront and the billing worker are asked for as well.
      { count: 102, options: { credentials } },
    ]);
    const refs = read.mock.calls.flatMap(([{ entityRefs }]) => entityRefs);
    expect(refs).not.toContain('component:default/checkout-api');
  });

  it('is put back into the link index, or taken from it, where the two do not agree', async () => {
    const { knex, pass, links, version } = await setup();
    const before = await version();
    await knex('links').where('origin', 'portal').delete();
    await pass(demoEntities);
    await expect(links()).resolves.toContain(LINKED);
    const { evidence } = await knex('links')
      .where('origin', 'portal')
      .first('evidence');
    expect(JSON.parse(evidence)).toEqual({
      linkedBy: 'user:default/paula',
      linkedAt: expect.any(String),
    });
    await expect(version()).resolves.toBe(before + 1);

    await knex('portal_links').delete();
    await pass(demoEntities);
    await expect(links()).resolves.not.toContain(LINKED);
    await expect(links()).resolves.toHaveLength(5);
  });

  describe('whose entity the catalog has no more', () => {
    const DAY_MS = 24 * 60 * 60 * 1000;

    async function setupMissing(days: number) {
      const index = await setup();
      await index.pass(withoutStorefront);
      await index.knex('portal_links').update({
        missing_since: new Date(Date.now() - days * DAY_MS).toISOString(),
      });
      return index;
    }

    it('stays at first, and counts for nothing', async () => {
      const { pass, links, owners, missingSince } = await setup();
      await pass(withoutStorefront);
      await expect(links()).resolves.not.toContain(LINKED);
      await expect(owners()).resolves.not.toContain(OWNED);
      const [since] = await missingSince();
      expect(Date.now() - Date.parse(since)).toBeLessThan(60_000);
      await pass(withoutStorefront);
      await expect(missingSince()).resolves.toEqual([since]);
    });

    it('is as before once its entity is back', async () => {
      const { pass, links, owners, missingSince } = await setupMissing(40);
      await pass(demoEntities);
      await expect(links()).resolves.toContain(LINKED);
      await expect(owners()).resolves.toContain(OWNED);
      await expect(missingSince()).resolves.toEqual([null]);
    });

    it('is there for 30 days', async () => {
      const { knex, pass, missingSince } = await setupMissing(29.9);
      await expect(
        countWrites(knex, () => pass(withoutStorefront)),
      ).resolves.toBe(0);
      await expect(missingSince()).resolves.toEqual([expect.any(String)]);
    });

    it('is taken back after that, and the log says so', async () => {
      const { pass, links, missingSince, logger, version } = await setupMissing(
        30.1,
      );
      const before = await version();
      await pass(withoutStorefront);
      await expect(links()).resolves.not.toContain(LINKED);
      await expect(missingSince()).resolves.toEqual([]);
      await expect(version()).resolves.toBe(before + 1);
      expect(logger.info).toHaveBeenCalledWith(
        'Took back the links of the portal whose entities the catalog has not had for 30 days',
        { entityRefs: [STOREFRONT] },
      );
    });

    it('stays where the catalog fails to tell', async () => {
      const { knex, serviceOn, missingSince } = await setupMissing(30.1);
      const catalog = catalogServiceMock({ entities: withoutStorefront });
      jest
        .spyOn(catalog, 'getEntitiesByRefs')
        .mockRejectedValue(new Error('down'));
      await expect(
        countWrites(knex, () => serviceOn(catalog).update(never)),
      ).resolves.toBe(0);
      await expect(missingSince()).resolves.toEqual([expect.any(String)]);
    });

    it('stays where its entity cannot be made sense of', async () => {
      const { pass, missingSince } = await setupMissing(30.1);
      const [since] = await missingSince();
      await pass([
        ...withoutStorefront,
        {
          ...webStorefront,
          relations: [{ type: 'dependsOn', targetRef: 'without-kind' }],
        },
      ]);
      await expect(missingSince()).resolves.toEqual([since]);
    });

    it.each(['another entity that has its ref', 'no entity'])(
      'is taken back after 30 days where the catalog has %s',
      async what => {
        const { pass, missingSince, links } = await setupMissing(30.1);
        await pass(
          what === 'no entity'
            ? withoutStorefront
            : [...withoutStorefront, withUid(webStorefront, 'another')],
        );
        await expect(missingSince()).resolves.toEqual([]);
        await expect(links()).resolves.not.toContain(LINKED);
      },
    );
  });
});
