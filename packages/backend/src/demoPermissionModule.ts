import {
  coreServices,
  createBackendModule,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  pantherLinkCreatePermission,
  pantherLinkDeletePermission,
  pantherLogSourceCreatePermission,
  pantherLogSourceDeletePermission,
  pantherLogSourceReadPermission,
  pantherLogSourceUpdatePermission,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
} from 'backstage-plugin-panther-node';

const GUEST = 'user:default/guest';
const SECURITY_TEAM = 'group:default/security';

const ALLOW = { result: AuthorizeResult.ALLOW } as const;
const DENY = { result: AuthorizeResult.DENY } as const;

/**
 * Guests see no log sources and change nothing, so that a refusal can be shown. Everybody else sees
 * all, makes log sources, and changes those that they made or that are linked in the portal to what
 * their teams own. The security team may do everything.
 */
class DemoPermissionPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user ? await this.#claimsOf(user) : [];
    if (claims.includes(SECURITY_TEAM)) {
      return ALLOW;
    }
    if (
      isPermission(permission, pantherLogSourceReadPermission) ||
      // What a software template is told of a log source is in its task.
      permission.name === 'scaffolder.task.read'
    ) {
      return claims.includes(GUEST) ? DENY : ALLOW;
    }
    if (isPermission(permission, pantherLogSourceCreatePermission)) {
      return claims.includes(GUEST) ? DENY : ALLOW;
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
    return ALLOW;
  }

  async #claimsOf(user: PolicyQueryUser): Promise<string[]> {
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    return ownershipEntityRefs;
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'demo-policy',
  register(env) {
    env.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new DemoPermissionPolicy({ userInfo }));
      },
    });
  },
});
