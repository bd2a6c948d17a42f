import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import { pantherLogSourceReadPermission } from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
} from './conditions';
import { logSourcePermissionRules } from './rules';
import { LogSourceFilter, LogSourceResource } from './types';

const {
  isInInstance,
  hasType,
  hasLogType,
  isLinkedToOwnedEntity,
  wasCreatedInPortalBy,
} = logSourceConditions;

type Condition = ReturnType<
  (typeof logSourceConditions)[keyof typeof logSourceConditions]
>;

const checkoutAccessLogs: LogSourceResource = {
  instance: 'default',
  integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
  type: 'aws-s3',
  logTypes: ['AWS.ALB', 'AWS.S3ServerAccess'],
  linkedOwners: [
    { ownerRef: 'group:default/team-payments', origin: 'annotation' },
    { ownerRef: 'group:default/team-platform', origin: 'bucket' },
    { ownerRef: 'group:default/team-ledger', origin: 'portal' },
  ],
  createdInPortalBy: 'user:default/paula',
};

const rules = Object.values(logSourcePermissionRules);
const isAllowed = createConditionAuthorizer(rules);
const toFilter = createConditionTransformer(rules);

function allows(
  condition: Condition,
  logSource: LogSourceResource | undefined = checkoutAccessLogs,
): boolean {
  return isAllowed(
    createLogSourceConditionalDecision(
      pantherLogSourceReadPermission,
      condition,
    ),
    logSource,
  );
}

/** A condition as a policy that is not type-checked may write it. */
function untyped(rule: string, params: unknown): Condition {
  return {
    rule,
    resourceType: 'panther-log-source',
    params,
  } as unknown as Condition;
}

describe('logSourcePermissionRules', () => {
  it('make conditional decisions about the log sources of the panther plugin', () => {
    expect(
      createLogSourceConditionalDecision(
        pantherLogSourceReadPermission,
        hasType({ types: ['aws-s3'] }),
      ),
    ).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'panther',
      resourceType: 'panther-log-source',
      conditions: {
        rule: 'HAS_TYPE',
        resourceType: 'panther-log-source',
        params: { types: ['aws-s3'] },
      },
    });
  });

  it.each<[string, Condition, boolean]>([
    ['its instance', isInInstance({ instances: ['eu', 'default'] }), true],
    ['another instance', isInInstance({ instances: ['eu'] }), false],
    ['no instance', isInInstance({ instances: [] }), false],
    ['its type', hasType({ types: ['http', 'aws-s3'] }), true],
    ['another type', hasType({ types: ['http'] }), false],
    ['a part of its type', hasType({ types: ['aws'] }), false],
    ['no type', hasType({ types: [] }), false],
    [
      'one of its log types',
      hasLogType({ logTypes: ['AWS.CloudTrail', 'AWS.ALB'] }),
      true,
    ],
    ['another log type', hasLogType({ logTypes: ['AWS.CloudTrail'] }), false],
    ['no log type', hasLogType({ logTypes: [] }), false],
    [
      'an owner of a linked entity',
      isLinkedToOwnedEntity({
        claims: ['user:default/paula', 'group:default/team-payments'],
        origins: ['annotation', 'bucket'],
      }),
      true,
    ],
    [
      'an owner of a linked entity, written with capitals',
      isLinkedToOwnedEntity({
        claims: ['Group:default/Team-Payments'],
        origins: ['annotation'],
      }),
      true,
    ],
    [
      'an owner whose link has an origin that does not count',
      isLinkedToOwnedEntity({
        claims: ['group:default/team-platform'],
        origins: ['annotation'],
      }),
      false,
    ],
    [
      'an owner of an entity that is linked in the portal',
      isLinkedToOwnedEntity({
        claims: ['group:default/team-ledger'],
        origins: ['portal'],
      }),
      true,
    ],
    [
      'an owner whose entity only claims to be linked',
      isLinkedToOwnedEntity({
        claims: ['group:default/team-payments', 'group:default/team-platform'],
        origins: ['portal'],
      }),
      false,
    ],
    [
      'an owner of nothing that is linked',
      isLinkedToOwnedEntity({
        claims: ['group:default/team-storefront'],
        origins: ['annotation', 'bucket'],
      }),
      false,
    ],
    [
      'no owner',
      isLinkedToOwnedEntity({ claims: [], origins: ['annotation', 'bucket'] }),
      false,
    ],
    [
      'no origin',
      isLinkedToOwnedEntity({
        claims: ['group:default/team-payments'],
        origins: [],
      }),
      false,
    ],
    [
      'whoever made it in the portal',
      wasCreatedInPortalBy({
        claims: ['group:default/team-payments', 'user:default/paula'],
      }),
      true,
    ],
    [
      'whoever made it in the portal, written with capitals',
      wasCreatedInPortalBy({ claims: ['User:default/Paula'] }),
      true,
    ],
    [
      'somebody who did not make it',
      wasCreatedInPortalBy({
        claims: ['user:default/sam', 'group:default/team-payments'],
      }),
      false,
    ],
    ['nobody who made it', wasCreatedInPortalBy({ claims: [] }), false],
  ])('of a condition on %s', (_case, condition, allowed) => {
    expect(allows(condition)).toBe(allowed);
  });

  it('allow nothing of a log source that nothing is known of', () => {
    const unknown: LogSourceResource = {
      ...checkoutAccessLogs,
      logTypes: [],
      linkedOwners: [],
    };
    expect(allows(hasLogType({ logTypes: ['AWS.ALB'] }), unknown)).toBe(false);
    expect(
      allows(
        isLinkedToOwnedEntity({
          claims: ['group:default/team-payments'],
          origins: ['annotation'],
        }),
        unknown,
      ),
    ).toBe(false);
  });

  it('say of nobody that they made what was not made in the portal', () => {
    const { createdInPortalBy: _, ...elsewhere } = checkoutAccessLogs;
    for (const claims of [[], ['user:default/paula'], ['undefined']]) {
      expect(allows(wasCreatedInPortalBy({ claims }), elsewhere)).toBe(false);
    }
  });

  it.each<[string, Condition, LogSourceFilter]>([
    [
      'isInInstance',
      isInInstance({ instances: ['default', 'eu'] }),
      { property: 'instance', values: ['default', 'eu'] },
    ],
    [
      'hasType',
      hasType({ types: ['aws-s3'] }),
      { property: 'type', values: ['aws-s3'] },
    ],
    [
      'hasLogType',
      hasLogType({ logTypes: ['AWS.ALB'] }),
      { property: 'logType', values: ['AWS.ALB'] },
    ],
    [
      'isLinkedToOwnedEntity',
      isLinkedToOwnedEntity({
        claims: ['group:default/team-payments'],
        origins: ['annotation'],
      }),
      {
        property: 'linkedOwner',
        values: ['group:default/team-payments'],
        origins: ['annotation'],
      },
    ],
    [
      'wasCreatedInPortalBy',
      wasCreatedInPortalBy({ claims: ['user:default/paula'] }),
      { property: 'createdInPortalBy', values: ['user:default/paula'] },
    ],
  ])('turn %s into a question to the inventory', (_rule, condition, filter) => {
    expect(toFilter(condition)).toEqual(filter);
  });

  it('keep how conditions are combined when they become a question', () => {
    expect(
      toFilter({
        allOf: [
          isInInstance({ instances: ['default'] }),
          { not: hasType({ types: ['http'] }) },
        ],
      }),
    ).toEqual({
      allOf: [
        { property: 'instance', values: ['default'] },
        { not: { property: 'type', values: ['http'] } },
      ],
    });
  });

  it.each<[string, Condition]>([
    ['no params', untyped('IS_IN_INSTANCE', undefined)],
    [
      'one instance that is no list',
      untyped('IS_IN_INSTANCE', { instances: 'eu' }),
    ],
    ['a misspelt param', untyped('HAS_TYPE', { type: ['aws-s3'] })],
    ['a type that is no text', untyped('HAS_TYPE', { types: [3] })],
    ['a log type that is no text', untyped('HAS_LOG_TYPE', { logTypes: [{}] })],
    [
      'claims without origins',
      untyped('IS_LINKED_TO_OWNED_ENTITY', {
        claims: ['group:default/team-payments'],
      }),
    ],
    [
      'origins without claims',
      untyped('IS_LINKED_TO_OWNED_ENTITY', { origins: ['annotation'] }),
    ],
    [
      'one claim that is no list',
      untyped('WAS_CREATED_IN_PORTAL_BY', { claims: 'user:default/paula' }),
    ],
    [
      'an origin that links do not have',
      untyped('IS_LINKED_TO_OWNED_ENTITY', {
        claims: ['group:default/team-payments'],
        origins: ['hearsay'],
      }),
    ],
  ])('refuse %s', (_case, condition) => {
    expect(() => allows(condition)).toThrow('Parameters to rule are invalid');
    expect(() => toFilter(condition)).toThrow('Parameters to rule are invalid');
  });
});
