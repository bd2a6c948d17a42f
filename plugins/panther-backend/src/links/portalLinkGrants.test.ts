import { TestDatabases } from '@backstage/backend-test-utils';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  LINK_ORIGINS,
  LinkOrigin,
  pantherLogSourceUpdatePermission,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
  logSourcePermissionRules,
} from 'backstage-plugin-panther-node';
import { Knex } from 'knex';
import { findLogSourceResources } from '../permissions/findLogSourceResources';
import { whereVisible } from '../permissions/whereVisible';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  BILLING_LOGS,
  demoCatalog,
  LEDGER_GONE,
} from './__testUtils__/demoCatalog';
import { setupPortalLinks } from './__testUtils__/setupPortalLinks';

jest.setTimeout(60_000);

const isAllowed = createConditionAuthorizer(
  Object.values(logSourcePermissionRules),
);

/** Which log sources the payments team is granted by links of some origins, one by one and in SQL. */
async function grantedBy(knex: Knex, origins: LinkOrigin[]): Promise<string[]> {
  const claims = ['group:default/team-payments'];
  const decision = createLogSourceConditionalDecision(
    pantherLogSourceUpdatePermission,
    logSourceConditions.isLinkedToOwnedEntity({ claims, origins }),
  );
  const ids = [ACCESS_LOGS, AUDIT_TRAIL, BILLING_LOGS, LEDGER_GONE];
  const resources = await findLogSourceResources(knex, ids);
  const granted = ids.filter((_, index) =>
    isAllowed(decision, resources[index]),
  );
  const query = knex('log_sources as source').orderBy('source.integration_id');
  whereVisible(
    query,
    { property: 'linkedOwner', values: claims, origins },
    knex,
  );
  await expect(query.pluck('source.integration_id')).resolves.toEqual(granted);
  return granted;
}

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('what a link grants on %s', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });

  it('is nothing by an annotation or a bucket where only the portal counts', async () => {
    const index = await setupPortalLinks(await databases.init(databaseId));
    const { knex, pass, link, unlink } = index;
    await knex('log_sources')
      .where('integration_id', BILLING_LOGS)
      .update({ type: 'aws-s3' });
    await pass(demoCatalog);
    await expect(grantedBy(knex, [...LINK_ORIGINS])).resolves.toEqual([
      ACCESS_LOGS,
      AUDIT_TRAIL,
      BILLING_LOGS,
      LEDGER_GONE,
    ]);
    await expect(grantedBy(knex, ['portal'])).resolves.toEqual([]);

    await link('component:default/checkout-api', ACCESS_LOGS);
    // Linked as well, but to an entity of another team.
    await link('component:default/web-storefront', AUDIT_TRAIL);
    await expect(grantedBy(knex, ['portal'])).resolves.toEqual([ACCESS_LOGS]);

    await pass(demoCatalog);
    await expect(grantedBy(knex, ['portal'])).resolves.toEqual([ACCESS_LOGS]);

    await unlink('component:default/checkout-api', ACCESS_LOGS);
    await expect(grantedBy(knex, ['portal'])).resolves.toEqual([]);
    await expect(grantedBy(knex, ['annotation'])).resolves.toEqual([
      ACCESS_LOGS,
      AUDIT_TRAIL,
      LEDGER_GONE,
    ]);
  });
});
