import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import {
  pantherLogSourceReadPermission,
  RESOURCE_TYPE_PANTHER_LOG_SOURCE,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  LogSourceFilter,
  logSourceConditions,
  logSourcePermissionRules,
  LogSourceResource,
} from 'backstage-plugin-panther-node';
import { Knex } from 'knex';
import {
  StoredLogSource,
  storeLogSources,
} from '../../__testUtils__/storeLogSources';
import { findLogSourceResources } from '../../permissions/findLogSourceResources';
import { LogSourceVisibility } from '../types';
import { whereVisible } from './logSourceConditions';
import {
  databaseIds,
  createTestDatabase,
} from '../../__testUtils__/createTestDatabase';

type Conditions = PermissionCriteria<PermissionCondition>;

const PAYMENTS = 'group:default/team-payments';
const PLATFORM = 'group:default/platform';

const PAULA = 'user:default/paula';
const SAM = 'user:default/sam';

const {
  isInInstance,
  hasType,
  hasLogType,
  isLinkedToOwnedEntity,
  wasCreatedInPortalBy,
} = logSourceConditions;

/** Every combination of what the rules look at, small enough to try all conditions on. */
function everyLogSource(): StoredLogSource[] {
  const links: StoredLogSource['links'][] = [
    undefined,
    [{ origin: 'annotation', owners: [PAYMENTS] }],
    [{ origin: 'bucket', owners: [PAYMENTS, PLATFORM] }],
    [
      { origin: 'annotation', owners: [PLATFORM] },
      { origin: 'bucket', owners: [] },
    ],
  ];
  const stored = new Array<StoredLogSource>();
  for (const instance of ['default', 'eu']) {
    for (const type of ['aws-s3', 'gcs']) {
      for (const logTypes of [[], ['AWS.ALB'], ['AWS.ALB', 'AWS.CloudTrail']]) {
        for (const linked of links) {
          const index = stored.length;
          stored.push({
            id: `source-${index}`,
            instance,
            type,
            logTypes,
            links: linked,
            createdInPortalBy: [PAULA, SAM, undefined][index % 3],
          });
        }
      }
    }
  }
  return stored;
}

const leaves: Conditions[] = [
  isInInstance({ instances: ['eu'] }),
  isInInstance({ instances: [] }),
  hasType({ types: ['aws-s3'] }),
  hasType({ types: ['gcs', 'aws-s3'] }),
  hasLogType({ logTypes: ['AWS.CloudTrail'] }),
  hasLogType({ logTypes: [] }),
  isLinkedToOwnedEntity({ claims: [PAYMENTS], origins: ['annotation'] }),
  isLinkedToOwnedEntity({
    claims: [PLATFORM, PAYMENTS],
    origins: ['annotation', 'bucket'],
  }),
  isLinkedToOwnedEntity({ claims: [PAYMENTS], origins: [] }),
  isLinkedToOwnedEntity({ claims: [], origins: ['bucket'] }),
  wasCreatedInPortalBy({ claims: [PAYMENTS, PAULA] }),
  wasCreatedInPortalBy({ claims: [] }),
];

/** Conditions nested to some depth, the same ones in every run (a linear congruential generator). */
function manyConditions(count: number): Conditions[] {
  let state = 20261122;
  const below = (limit: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
  const leaf = () => leaves[below(leaves.length)] ?? leaves[0]!;
  function nested(depth: number): Conditions {
    switch (depth && below(4)) {
      case 1:
        return { allOf: [nested(depth - 1), nested(depth - 1)] };
      case 2:
        return { anyOf: [nested(depth - 1), nested(depth - 1), leaf()] };
      case 3:
        return { not: nested(depth - 1) };
      default:
        return leaf();
    }
  }
  return Array.from({ length: count }, () => nested(4));
}

const ruleset = {
  getRuleByName(name: string) {
    const rules = Object.values(logSourcePermissionRules);
    const rule = rules.find(one => one.name === name);
    if (!rule) {
      throw new Error(`No rule is called ${name}`);
    }
    return rule as PermissionRule<
      LogSourceResource,
      LogSourceFilter,
      typeof RESOURCE_TYPE_PANTHER_LOG_SOURCE
    >;
  },
};
const toFilters = createConditionTransformer<LogSourceFilter>(ruleset);
const isAllowed = createConditionAuthorizer(ruleset);

describe.each(databaseIds)('whereVisible on %s', databaseId => {
  const database = createTestDatabase(databaseId);
  let knex: Knex;

  beforeAll(async () => {
    knex = await database.empty();
    await storeLogSources(knex, everyLogSource());
  });

  async function seenBySql(visibility: LogSourceVisibility): Promise<string[]> {
    const query = knex('log_sources as source');
    whereVisible(query, visibility, knex);
    const ids: string[] = await query.pluck('source.integration_id');
    return ids.sort();
  }

  async function seenByRules(conditions: Conditions): Promise<string[]> {
    const refs = everyLogSource().map(({ id, instance = 'default' }) =>
      stringifyLogSourceRef({ instance, integrationId: id }),
    );
    const resources = await findLogSourceResources(knex, refs);
    const decision = createLogSourceConditionalDecision(
      pantherLogSourceReadPermission,
      // The types tell conditions of one resource type from those of others.
      conditions as Parameters<typeof createLogSourceConditionalDecision>[1],
    );
    return resources
      .filter(resource => isAllowed(decision, resource))
      .map(resource => resource?.integrationId ?? '')
      .sort();
  }

  it('shows all where all is visible', async () => {
    await expect(seenBySql('all')).resolves.toHaveLength(48);
  });

  it.each([
    ['an instance', isInInstance({ instances: ['eu'] }), 24],
    ['a type', hasType({ types: ['gcs'] }), 24],
    ['a log type', hasLogType({ logTypes: ['AWS.CloudTrail'] }), 16],
    [
      'an owner by links of one origin',
      isLinkedToOwnedEntity({ claims: [PAYMENTS], origins: ['annotation'] }),
      12,
    ],
    [
      'an owner by links of any origin',
      isLinkedToOwnedEntity({
        claims: [PAYMENTS],
        origins: ['annotation', 'bucket'],
      }),
      24,
    ],
    ['whoever made them', wasCreatedInPortalBy({ claims: [PAULA] }), 16],
    ['no instance at all', isInInstance({ instances: [] }), 0],
    ['anything but a type', { not: hasType({ types: ['gcs'] }) }, 24],
  ])('shows those of %s', async (_, conditions, count) => {
    await expect(seenBySql(toFilters(conditions))).resolves.toHaveLength(count);
  });

  it('shows by nested conditions what the rules allow one by one', async () => {
    const seenCounts = new Set<number>();
    for (const conditions of [...leaves, ...manyConditions(150)]) {
      const seen = await seenBySql(toFilters(conditions));
      expect({ conditions, seen }).toEqual({
        conditions,
        seen: await seenByRules(conditions),
      });
      seenCounts.add(seen.length);
    }
    // Otherwise the conditions would tell little.
    expect(seenCounts.size).toBeGreaterThan(10);
  });

  it('compares owners in lower case, as the index keeps them', async () => {
    await expect(
      seenBySql({
        property: 'linkedOwner',
        values: ['Group:Default/Team-Payments'],
        origins: ['annotation'],
      }),
    ).resolves.toHaveLength(12);
  });

  it.each([
    ['nothing by an alternative without parts', { anyOf: [] }, 0],
    ['all by a combination without parts', { allOf: [] }, 48],
    [
      'nothing by the opposite of a combination without parts',
      { not: { allOf: [] } },
      0,
    ],
  ])('shows %s', async (_, conditions, count) => {
    await expect(
      // Their types do not let policies write these; JSON does.
      seenBySql(conditions as unknown as LogSourceVisibility),
    ).resolves.toHaveLength(count);
  });
});
