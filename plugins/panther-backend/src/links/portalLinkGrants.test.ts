import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  LINK_ORIGINS,
  LinkOrigin,
  pantherLogSourceReadPermission,
  pantherLogSourceUpdatePermission,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
  logSourcePermissionRules,
} from 'backstage-plugin-panther-node';
import { Knex } from 'knex';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  BILLING_LOGS,
  demoEntities,
  LEDGER_LOGS,
} from 'panther-test-portal';
import { entity, withUid } from './__testUtils__/entity';
import { Inventory } from '../inventory/Inventory';
import { CallerPermissions } from '../permissions/CallerPermissions';
import { findLogSourceResources } from '../permissions/findLogSourceResources';
import { registerPermissions } from '../permissions/registerPermissions';
import { paula, setupPortalLinks } from './__testUtils__/setupPortalLinks';
import { whereVisible } from '../inventory/queries/logSourceConditions';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const isAllowed = createConditionAuthorizer(
  Object.values(logSourcePermissionRules),
);

const PAYMENTS = 'group:default/team-payments';
const NEWCOMERS = 'group:default/newcomers';

const IDS = [ACCESS_LOGS, AUDIT_TRAIL, BILLING_LOGS, LEDGER_LOGS];

/** Which log sources a team sees by links of some origins, one by one and in SQL. */
async function shownBy(knex: Knex, origins: LinkOrigin[]): Promise<string[]> {
  const claims = [PAYMENTS];
  const decision = createLogSourceConditionalDecision(
    pantherLogSourceReadPermission,
    logSourceConditions.isLinkedToOwnedEntity({ claims, origins }),
  );
  const resources = await findLogSourceResources(knex, IDS);
  const shown = IDS.filter((_, index) => isAllowed(decision, resources[index]));
  const query = knex('log_sources as source').orderBy('source.integration_id');
  whereVisible(
    query,
    { property: 'linkedOwner', values: claims, origins },
    knex,
  );
  await expect(query.pluck('source.integration_id')).resolves.toEqual(shown);
  return shown;
}

/** Which log sources a team is granted where a policy grants them by links of some origins. */
async function grantedBy(
  { knex, inventory }: { knex: Knex; inventory: Inventory },
  team: string,
  origins: LinkOrigin[] = [...LINK_ORIGINS],
): Promise<string[]> {
  const permissionsRegistry = await ServiceFactoryTester.from(
    permissionsRegistryServiceFactory,
    { dependencies: [mockServices.httpRouter.mock().factory] },
  ).getSubject('panther');
  registerPermissions(permissionsRegistry, knex);
  const permissions = new CallerPermissions({
    inventory,
    permissionsRegistry,
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions.mock({
      authorizeConditional: async () => [
        createLogSourceConditionalDecision(
          pantherLogSourceUpdatePermission,
          logSourceConditions.isLinkedToOwnedEntity({
            claims: [team],
            origins,
          }),
        ),
      ],
    }),
  });
  const granted = new Array<string>();
  for (const integrationId of IDS) {
    const ref = { instance: 'default', integrationId };
    const answers = await Promise.all(
      (['update', 'delete', 'link'] as const).map(operation =>
        permissions.requireOnLogSource(operation, ref, paula).then(
          () => true,
          error => {
            expect(error.name).toBe('NotAllowedError');
            return false;
          },
        ),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    if (answers.includes(true)) {
      granted.push(integrationId);
    }
  }
  const query = knex('log_sources as source').orderBy('source.integration_id');
  whereVisible(query, await permissions.narrowTo('update', paula), knex);
  await expect(query.pluck('source.integration_id')).resolves.toEqual(granted);
  return granted;
}

describe.each(databaseIds)('what a link grants on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  it('is nothing by an annotation or a bucket, which only show, whatever a policy says', async () => {
    const index = await setupPortalLinks(await database.empty());
    const { knex, pass, link, unlink } = index;
    await knex('log_sources')
      .where('integration_id', BILLING_LOGS)
      .update({ type: 'aws-s3' });
    await pass(demoEntities);
    await expect(shownBy(knex, [...LINK_ORIGINS])).resolves.toEqual(IDS);
    await expect(shownBy(knex, ['annotation'])).resolves.toEqual([
      ACCESS_LOGS,
      AUDIT_TRAIL,
      LEDGER_LOGS,
    ]);
    await expect(shownBy(knex, ['portal'])).resolves.toEqual([]);
    for (const origins of [undefined, ['annotation' as const]]) {
      await expect(grantedBy(index, PAYMENTS, origins)).resolves.toEqual([]);
    }

    await link('component:default/checkout-api', ACCESS_LOGS);
    // Linked as well, but to an entity of another team.
    await link('component:default/web-storefront', AUDIT_TRAIL);
    await expect(grantedBy(index, PAYMENTS)).resolves.toEqual([ACCESS_LOGS]);
    await expect(shownBy(knex, ['portal'])).resolves.toEqual([ACCESS_LOGS]);

    await pass(demoEntities);
    await expect(grantedBy(index, PAYMENTS)).resolves.toEqual([ACCESS_LOGS]);

    await unlink('component:default/checkout-api', ACCESS_LOGS);
    await expect(grantedBy(index, PAYMENTS)).resolves.toEqual([]);
  });

  describe('where another entity has come to have the ref', () => {
    const CHECKOUT = 'component:default/checkout-api';
    const original = withUid(
      entity('Component:checkout-api', {}, { ownedBy: [PAYMENTS] }),
      'a',
    );
    const another = withUid(
      entity('Component:checkout-api', {}, { ownedBy: [NEWCOMERS] }),
      'b',
    );

    /** Linked for the original; the catalog then has the other one. */
    async function setupAnother() {
      const knex = await database.empty();
      const index = await setupPortalLinks(knex, [original]);
      await index.link(CHECKOUT, ACCESS_LOGS);
      await index.pass([original]);
      await expect(grantedBy(index, PAYMENTS)).resolves.toEqual([ACCESS_LOGS]);
      index.replaceEntities([another]);
      return {
        ...index,
        granted: () => grantedBy(index, NEWCOMERS),
        grantedBefore: () => grantedBy(index, PAYMENTS),
      };
    }

    it('follows the same entity to a new owner', async () => {
      const { pass, granted, grantedBefore } = await setupAnother();
      await pass([withUid(another, 'a')]);
      await expect(granted()).resolves.toEqual([ACCESS_LOGS]);
      await expect(grantedBefore()).resolves.toEqual([]);
    });

    it.each([
      { when: 'at once', between: [] },
      { when: 'after a while', between: [[]] },
    ])(
      'is nothing by a link that was made before ($when)',
      async ({ between }) => {
        const { pass, granted, grantedBefore, store } = await setupAnother();
        for (const entities of between) {
          await pass(entities);
        }
        for (let passes = 0; passes < 2; passes++) {
          await pass([another]);
          await expect(granted()).resolves.toEqual([]);
          await expect(grantedBefore()).resolves.toEqual([]);
        }
        // It is there to be explained.
        await expect(store.findByEntity(CHECKOUT)).resolves.toHaveLength(1);
      },
    );

    it('is nothing by that link when the other entity is linked elsewhere, even before the next pass', async () => {
      const { pass, link, granted, grantedBefore } = await setupAnother();
      await link(CHECKOUT, AUDIT_TRAIL);
      await expect(granted()).resolves.toEqual([AUDIT_TRAIL]);
      await expect(grantedBefore()).resolves.toEqual([]);
      await pass([another]);
      await expect(granted()).resolves.toEqual([AUDIT_TRAIL]);
    });

    it.each([
      { when: 'before a pass', passes: 0 },
      { when: 'after one', passes: 1 },
    ])(
      'is as much as by any other once the link is made again ($when)',
      async ({ passes }) => {
        const { pass, link, granted, store } = await setupAnother();
        for (let count = 0; count < passes; count++) {
          await pass([another]);
        }
        await link(CHECKOUT, ACCESS_LOGS, {
          ...paula,
          actor: 'user:default/sam',
        });
        await expect(granted()).resolves.toEqual([ACCESS_LOGS]);
        await pass([another]);
        await expect(granted()).resolves.toEqual([ACCESS_LOGS]);
        await expect(store.findByEntity(CHECKOUT)).resolves.toMatchObject([
          { portalLink: { linkedBy: 'user:default/sam' } },
        ]);
      },
    );

    it('stays what the link grants that is made again while a pass has seen that it does not count', async () => {
      const { passDuring, link, granted } = await setupAnother();
      await passDuring([another], () => link(CHECKOUT, ACCESS_LOGS));
      await expect(granted()).resolves.toEqual([ACCESS_LOGS]);
    });
  });
});
