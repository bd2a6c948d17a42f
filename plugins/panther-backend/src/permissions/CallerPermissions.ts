import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  LogSourceRef,
  pantherInstanceRefreshPermission,
  pantherLinkCreatePermission,
  pantherLinkDeletePermission,
  pantherLogSourceCreatePermission,
  pantherLogSourceDeletePermission,
  pantherLogSourceReadPermission,
  pantherLogSourceUpdatePermission,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import {
  LogSourceFilter,
  logSourcePermissionResourceRef,
} from 'backstage-plugin-panther-node';
import { Request } from 'express';
import { Writer } from '../writes/types';
import { actorOf } from './actorOf';
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

  /** Whoever writes has to see at least some log sources; what else they may is asked with the others. */
  async writers(req: Request): Promise<Writer> {
    const caller = await this.readLogSources(req);
    return { actor: actorOf(caller.credentials), ...caller };
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
    await this.#expect(
      { permission: pantherInstanceRefreshPermission },
      'You may not have Panther read out of turn',
      credentials,
    );
  }

  async createLogSources(writer: Writer): Promise<void> {
    await this.#expect(
      { permission: pantherLogSourceCreatePermission },
      'You may not make log sources in Panther',
      writer.credentials,
    );
  }

  async updateLogSource(writer: Writer, ref: LogSourceRef): Promise<void> {
    await this.#expect(
      {
        permission: pantherLogSourceUpdatePermission,
        resourceRef: stringifyLogSourceRef(ref),
      },
      'You may not change this log source',
      writer.credentials,
    );
  }

  async deleteLogSource(writer: Writer, ref: LogSourceRef): Promise<void> {
    await this.#expect(
      {
        permission: pantherLogSourceDeletePermission,
        resourceRef: stringifyLogSourceRef(ref),
      },
      'You may not delete this log source',
      writer.credentials,
    );
  }

  async linkEntity(writer: Writer, entity: CompoundEntityRef): Promise<void> {
    await this.#expect(
      {
        permission: pantherLinkCreatePermission,
        resourceRef: stringifyEntityRef(entity),
      },
      'You may not link log sources to this entity',
      writer.credentials,
    );
  }

  async unlinkEntity(writer: Writer, entity: CompoundEntityRef): Promise<void> {
    await this.#expect(
      {
        permission: pantherLinkDeletePermission,
        resourceRef: stringifyEntityRef(entity),
      },
      'You may not take back links of this entity',
      writer.credentials,
    );
  }

  /** A condition about something that is not there is never met. */
  async #expect(
    request: AuthorizePermissionRequest,
    refusal: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize([request], {
      credentials,
    });
    expectAllowed(decision, request.permission, refusal);
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
