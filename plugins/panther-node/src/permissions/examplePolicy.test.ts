import {
  catalogConditions,
  createCatalogConditionalDecision,
  permissionRules as catalogPermissionRules,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  createPermission,
  isPermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  LINK_ORIGINS,
  LinkOrigin,
  pantherInstanceRefreshPermission,
  pantherLinkCreatePermission,
  pantherLinkDeletePermission,
  pantherLogSourceCreatePermission,
  pantherLogSourceDeletePermission,
  pantherLogSourceReadPermission,
  pantherLogSourceUpdatePermission,
  pantherPermissions,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
  logSourcePermissionRules,
  LogSourceResource,
} from '..';

/** What the policy uses of the service of this name in Backstage's backend plugin API. */
interface UserInfoService {
  getUserInfo(
    credentials: PolicyQueryUser['credentials'],
  ): Promise<{ ownershipEntityRefs: string[] }>;
}

// The README shows this class; keep the two the same.
const SECURITY_TEAM = 'group:default/security';

class LogSourcePolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user ? await this.#claimsOf(user) : [];

    if (!permission.name.startsWith('panther.')) {
      // What your portal decides about everything else.
      return { result: AuthorizeResult.ALLOW };
    }
    if (claims.includes(SECURITY_TEAM)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isPermission(permission, pantherLogSourceReadPermission)) {
      return createLogSourceConditionalDecision(permission, {
        anyOf: [
          logSourceConditions.isLinkedToOwnedEntity({
            claims,
            origins: [...LINK_ORIGINS],
          }),
          logSourceConditions.wasCreatedInPortalBy({ claims }),
        ],
      });
    }
    if (isPermission(permission, pantherLogSourceCreatePermission)) {
      return { result: user ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
    }
    if (
      isPermission(permission, pantherLogSourceUpdatePermission) ||
      isPermission(permission, pantherLogSourceDeletePermission)
    ) {
      return createLogSourceConditionalDecision(permission, {
        anyOf: [
          // Links of the other origins can be made by whoever edits a catalog file.
          logSourceConditions.isLinkedToOwnedEntity({
            claims,
            origins: ['portal'],
          }),
          logSourceConditions.wasCreatedInPortalBy({ claims }),
        ],
      });
    }
    if (
      isPermission(permission, pantherLinkCreatePermission) ||
      isPermission(permission, pantherLinkDeletePermission)
    ) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims }),
      );
    }
    return { result: AuthorizeResult.DENY };
  }

  async #claimsOf(user: PolicyQueryUser): Promise<string[]> {
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    return ownershipEntityRefs;
  }
}

const paymentsTeam = 'group:default/team-payments';
const paula = ['user:default/paula', paymentsTeam];
const sam = ['user:default/sam', 'group:default/team-storefront'];
const olga = ['user:default/olga', SECURITY_TEAM];

function linkedBy(...origins: LinkOrigin[]): LogSourceResource {
  return {
    instance: 'default',
    integrationId: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
    type: 'aws-s3',
    logTypes: ['AWS.CloudTrail'],
    linkedOwners: origins.map(origin => ({ ownerRef: paymentsTeam, origin })),
  };
}

/** As the catalog gives it out. */
const checkoutApi = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'default', name: 'checkout-api' },
  relations: [{ type: 'ownedBy', targetRef: paymentsTeam }],
};

const isAllowed = createConditionAuthorizer(
  Object.values(logSourcePermissionRules),
);
const isAllowedOfEntity = createConditionAuthorizer(
  Object.values(catalogPermissionRules),
);

function decide(
  permission: Permission,
  ownershipEntityRefs: string[] | undefined,
): Promise<PolicyDecision> {
  const userEntityRef = 'user:default/somebody';
  const credentials: PolicyQueryUser['credentials'] = {
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'user', userEntityRef },
  };
  const policy = new LogSourcePolicy({
    userInfo: {
      getUserInfo: async asked => ({
        ownershipEntityRefs:
          asked === credentials ? ownershipEntityRefs ?? [] : [],
      }),
    },
  });
  return policy.handle(
    { permission },
    ownershipEntityRefs && {
      credentials,
      info: { userEntityRef, ownershipEntityRefs: [] },
    },
  );
}

/** What somebody may do with a log source. */
async function mayDo(
  ownershipEntityRefs: string[] | undefined,
  logSource: LogSourceResource,
): Promise<string[]> {
  const allowed = new Array<string>();
  for (const permission of [
    pantherLogSourceReadPermission,
    pantherLogSourceUpdatePermission,
    pantherLogSourceDeletePermission,
  ]) {
    if (isAllowed(await decide(permission, ownershipEntityRefs), logSource)) {
      allowed.push(permission.attributes.action ?? '');
    }
  }
  return allowed;
}

describe('the example policy of the README', () => {
  it.each<[LinkOrigin]>([['annotation'], ['bucket']])(
    'lets a person read what their teams own by %s, and neither change nor delete it',
    async origin => {
      await expect(mayDo(paula, linkedBy(origin))).resolves.toEqual(['read']);
    },
  );

  it('lets a person read, change and delete what is linked in the portal to what their teams own', async () => {
    const everything = ['read', 'update', 'delete'];
    await expect(mayDo(paula, linkedBy('portal'))).resolves.toEqual(everything);
    await expect(
      mayDo(paula, linkedBy('annotation', 'bucket', 'portal')),
    ).resolves.toEqual(everything);
  });

  it('lets a person read, change and delete what they made in the portal, and nobody else of their team', async () => {
    const made = { ...linkedBy(), createdInPortalBy: 'user:default/paula' };
    await expect(mayDo(paula, made)).resolves.toEqual([
      'read',
      'update',
      'delete',
    ]);
    await expect(
      mayDo(['user:default/pia', paymentsTeam], made),
    ).resolves.toEqual([]);
  });

  it.each([
    ['a person of another team', sam],
    ['somebody who is not signed in', undefined],
  ])('lets %s do nothing with it', async (_who, claims) => {
    await expect(
      mayDo(claims, linkedBy('annotation', 'bucket', 'portal')),
    ).resolves.toEqual([]);
  });

  it('lets nobody but the security team do anything with what is not linked', async () => {
    await expect(mayDo(paula, linkedBy())).resolves.toEqual([]);
    await expect(mayDo(olga, linkedBy())).resolves.toEqual([
      'read',
      'update',
      'delete',
    ]);
  });

  it.each([
    ['an owner of the entity', paula, true],
    ['a person of another team', sam, false],
    ['somebody who is not signed in', undefined, false],
    ['the security team', olga, true],
  ])('answers %s who links or unlinks', async (_who, claims, allowed) => {
    for (const permission of [
      pantherLinkCreatePermission,
      pantherLinkDeletePermission,
    ]) {
      const decision = await decide(permission, claims);
      expect(isAllowedOfEntity(decision, checkoutApi)).toBe(allowed);
    }
  });

  const { ALLOW, DENY } = AuthorizeResult;

  it.each([
    ['the security team', olga, { create: ALLOW, refresh: ALLOW }],
    ['others', paula, { create: ALLOW, refresh: DENY }],
    [
      'somebody who is not signed in',
      undefined,
      { create: DENY, refresh: DENY },
    ],
  ])(
    'answers %s who makes a log source or asks for a refresh',
    async (_who, claims, { create, refresh }) => {
      await expect(
        decide(pantherLogSourceCreatePermission, claims),
      ).resolves.toEqual({ result: create });
      await expect(
        decide(pantherInstanceRefreshPermission, claims),
      ).resolves.toEqual({ result: refresh });
    },
  );

  it('lets the security team do everything', async () => {
    for (const permission of pantherPermissions) {
      await expect(decide(permission, olga)).resolves.toEqual({
        result: AuthorizeResult.ALLOW,
      });
    }
  });

  it('leaves other permissions alone', async () => {
    const other = createPermission({ name: 'other.thing', attributes: {} });
    await expect(decide(other, [paymentsTeam])).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});
