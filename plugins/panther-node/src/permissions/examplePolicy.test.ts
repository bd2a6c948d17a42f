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
  pantherInstanceRefreshPermission,
  pantherLogSourceReadPermission,
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
    const isSecurityTeam = claims.includes(SECURITY_TEAM);

    if (isPermission(permission, pantherLogSourceReadPermission)) {
      return isSecurityTeam
        ? { result: AuthorizeResult.ALLOW }
        : createLogSourceConditionalDecision(
            permission,
            logSourceConditions.isLinkedToOwnedEntity({
              claims,
              origins: [...LINK_ORIGINS],
            }),
          );
    }
    if (isPermission(permission, pantherInstanceRefreshPermission)) {
      return {
        result: isSecurityTeam ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      };
    }
    // What your portal decides about everything else.
    return { result: AuthorizeResult.ALLOW };
  }

  async #claimsOf(user: PolicyQueryUser): Promise<string[]> {
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    return ownershipEntityRefs;
  }
}

const paymentsTeam = 'group:default/team-payments';

const checkoutAuditTrail: LogSourceResource = {
  instance: 'default',
  integrationId: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
  type: 'aws-s3',
  logTypes: ['AWS.CloudTrail'],
  linkedOwners: [{ ownerRef: paymentsTeam, origin: 'annotation' }],
};

const billingWorkerLogs: LogSourceResource = {
  instance: 'default',
  integrationId: 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38',
  type: 'aws-s3',
  logTypes: ['Custom.BillingWorker'],
  linkedOwners: [{ ownerRef: paymentsTeam, origin: 'bucket' }],
};

const unlinked: LogSourceResource = {
  instance: 'default',
  integrationId: 'bcd45662-bab7-4f99-b69f-083a0212568d',
  type: 'aws-s3',
  logTypes: ['AWS.ALB'],
  linkedOwners: [],
};

const isAllowed = createConditionAuthorizer(
  Object.values(logSourcePermissionRules),
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

async function seenBy(
  ownershipEntityRefs: string[] | undefined,
): Promise<LogSourceResource[]> {
  const decision = await decide(
    pantherLogSourceReadPermission,
    ownershipEntityRefs,
  );
  return [checkoutAuditTrail, billingWorkerLogs, unlinked].filter(logSource =>
    isAllowed(decision, logSource),
  );
}

describe('the example policy of the README', () => {
  it('shows a person the log sources of what their teams own, wherever the link comes from', async () => {
    await expect(seenBy(['user:default/paula', paymentsTeam])).resolves.toEqual(
      [checkoutAuditTrail, billingWorkerLogs],
    );
  });

  it('shows a person of another team none of them', async () => {
    await expect(
      seenBy(['user:default/sam', 'group:default/team-storefront']),
    ).resolves.toEqual([]);
  });

  it('shows nothing to somebody who is not signed in', async () => {
    await expect(seenBy(undefined)).resolves.toEqual([]);
  });

  it('shows the security team every log source, linked or not', async () => {
    await expect(seenBy(['user:default/olga', SECURITY_TEAM])).resolves.toEqual(
      [checkoutAuditTrail, billingWorkerLogs, unlinked],
    );
  });

  it.each([
    ['the security team', [SECURITY_TEAM], AuthorizeResult.ALLOW],
    ['others', [paymentsTeam], AuthorizeResult.DENY],
    ['nobody in particular', undefined, AuthorizeResult.DENY],
  ])('answers %s who asks for a refresh', async (_who, claims, result) => {
    await expect(
      decide(pantherInstanceRefreshPermission, claims),
    ).resolves.toEqual({ result });
  });

  it('leaves other permissions alone', async () => {
    const other = createPermission({ name: 'other.thing', attributes: {} });
    await expect(decide(other, [paymentsTeam])).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});
