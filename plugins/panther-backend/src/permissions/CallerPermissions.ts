import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  pantherInstanceRefreshPermission,
  pantherLogSourceReadPermission,
} from 'backstage-plugin-panther-common';
import {
  LogSourceFilter,
  logSourcePermissionResourceRef,
} from 'backstage-plugin-panther-node';
import { Request } from 'express';
import { LogSourceVisibility } from './LogSourceVisibility';

/** What the caller of a route may do. Throws a `NotAllowedError` for what they may not. */
export class CallerPermissions {
  readonly #httpAuth: HttpAuthService;
  readonly #permissions: PermissionsService;
  readonly #toFilters: ConditionTransformer<LogSourceFilter>;

  constructor(options: {
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }) {
    this.#httpAuth = options.httpAuth;
    this.#permissions = options.permissions;
    this.#toFilters = createConditionTransformer(
      options.permissionsRegistry.getPermissionRuleset(
        logSourcePermissionResourceRef,
      ),
    );
  }

  /** Who sees at least some log sources may also see what the instances are and how they are read. */
  async readLogSources(req: Request): Promise<{
    credentials: BackstageCredentials;
    visibility: LogSourceVisibility;
  }> {
    const credentials = await this.#httpAuth.credentials(req);
    const permission = pantherLogSourceReadPermission;
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision?.result === AuthorizeResult.CONDITIONAL) {
      const visibility = this.#toFilters(decision.conditions);
      return { credentials, visibility };
    }
    expectAllowed(decision, permission, 'You may not see Panther log sources');
    return { credentials, visibility: 'all' };
  }

  async refreshInstances(req: Request): Promise<void> {
    const credentials = await this.#httpAuth.credentials(req);
    const permission = pantherInstanceRefreshPermission;
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    expectAllowed(
      decision,
      permission,
      'You may not have Panther read out of turn',
    );
  }
}

function expectAllowed(
  decision: PolicyDecision | undefined,
  permission: Permission,
  refusal: string,
): void {
  if (decision?.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `${refusal}; ask your portal's administrators for the permission ${permission.name}.`,
    );
  }
}
