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
  ResourcePermission,
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
} from 'backstage-plugin-panther-common';
import {
  LogSourceFilter,
  logSourcePermissionResourceRef,
} from 'backstage-plugin-panther-node';
import { Request } from 'express';
import { Inventory } from '../inventory/Inventory';
import { isStorable } from '../inventory/sql';
import { withoutClaims } from './withoutClaims';
import { LogSourceVisibility, NOTHING } from '../inventory/types';

/** Whoever asks for a write, or to be told what it would do. */
export interface Writer {
  /** Entity ref of a user, or the subject of a service. */
  actor: string;
  credentials: BackstageCredentials;
  /** Which log sources they may see. */
  visibility: LogSourceVisibility;
}

/** What may be done to a log source, and how a refusal of it begins. */
const LOG_SOURCE_OPERATIONS = {
  update: {
    permission: pantherLogSourceUpdatePermission,
    refusal: 'You may not change this log source',
  },
  delete: {
    permission: pantherLogSourceDeletePermission,
    refusal: 'You may not delete this log source',
  },
  // A link can let people change the log source, so that it is not for who may not.
  link: {
    permission: pantherLogSourceUpdatePermission,
    refusal: 'You may not change this log source, and so not link it',
  },
};

/** What may be done to a catalog entity, and how a refusal of it begins. */
const ENTITY_OPERATIONS = {
  link: {
    permission: pantherLinkCreatePermission,
    refusal: 'You may not link log sources to this entity',
  },
  unlink: {
    permission: pantherLinkDeletePermission,
    refusal: 'You may not take back links of this entity',
  },
};

/** The length of the columns that keep who did something. */
const ACTOR_LENGTH = 255;

/** What the caller of a route may do. Throws a `NotAllowedError` for what they may not. */
export class CallerPermissions {
  readonly #httpAuth: HttpAuthService;
  readonly #permissions: PermissionsService;
  readonly #inventory: Pick<Inventory, 'findLogSources'>;
  readonly #toFilters: ConditionTransformer<LogSourceFilter>;

  constructor(options: {
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    inventory: Pick<Inventory, 'findLogSources'>;
  }) {
    this.#httpAuth = options.httpAuth;
    this.#permissions = options.permissions;
    this.#inventory = options.inventory;
    this.#toFilters = createConditionTransformer(
      options.permissionsRegistry.getPermissionRuleset(
        logSourcePermissionResourceRef,
      ),
    );
  }

  /** Whoever writes has to see at least some log sources; what else they may is asked with the others. */
  async writers(req: Request): Promise<Writer> {
    const caller = await this.readLogSources(req);
    const actor = actorOf(caller.credentials);
    if (!isStorable(actor, ACTOR_LENGTH)) {
      throw new NotAllowedError(
        `What is written here is recorded with who wrote it, and the ref of who you are is longer than ${ACTOR_LENGTH} characters; ask your portal's administrators for a shorter one.`,
      );
    }
    return { actor, ...caller };
  }

  /** Who sees at least some log sources may also see what the instances are and how they are read. */
  async readLogSources(req: Request): Promise<{
    credentials: BackstageCredentials;
    visibility: LogSourceVisibility;
  }> {
    const { credentials, visibility } = await this.beginReadingLogSources(req);
    return { credentials, visibility: await visibility };
  }

  /** The same, for what can be done as the caller before it is known what they may see. */
  async beginReadingLogSources(req: Request): Promise<{
    credentials: BackstageCredentials;
    visibility: Promise<LogSourceVisibility>;
  }> {
    const credentials = await this.#httpAuth.credentials(req);
    return { credentials, visibility: this.#visibilityTo(credentials) };
  }

  /** Of the log sources that a caller sees, those that they may update or delete, which may be none. */
  async narrowTo(
    permittedTo: 'update' | 'delete',
    {
      credentials,
      visibility,
    }: { credentials: BackstageCredentials; visibility: LogSourceVisibility },
  ): Promise<LogSourceVisibility> {
    const { permission } = LOG_SOURCE_OPERATIONS[permittedTo];
    const permitted = this.#grantedBy(
      await this.#decide(permission, credentials),
    );
    if (permitted === 'all') {
      return visibility;
    }
    return visibility === 'all'
      ? permitted
      : { allOf: [visibility, permitted] };
  }

  async requireRefresh(req: Request): Promise<void> {
    await this.#require(
      { permission: pantherInstanceRefreshPermission },
      'You may not have Panther read out of turn',
      await this.#httpAuth.credentials(req),
    );
  }

  async requireCreate({ credentials }: Writer): Promise<void> {
    await this.#require(
      { permission: pantherLogSourceCreatePermission },
      'You may not make log sources in Panther',
      credentials,
    );
  }

  /** A condition about a log source that is not there is never met. */
  async requireOnLogSource(
    operation: keyof typeof LOG_SOURCE_OPERATIONS,
    { instance, integrationId }: LogSourceRef,
    { credentials }: Writer,
  ): Promise<void> {
    const { permission, refusal } = LOG_SOURCE_OPERATIONS[operation];
    const visibility = this.#grantedBy(
      await this.#decide(permission, credentials),
    );
    if (visibility === 'all') {
      return;
    }
    const { logSources } = await this.#inventory.findLogSources(
      instance,
      [integrationId],
      { visibility },
    );
    if (!logSources.has(integrationId)) {
      throw refused(refusal, permission);
    }
  }

  async requireOnEntity(
    operation: keyof typeof ENTITY_OPERATIONS,
    entity: CompoundEntityRef,
    { credentials }: Writer,
  ): Promise<void> {
    const { permission, refusal } = ENTITY_OPERATIONS[operation];
    const resourceRef = stringifyEntityRef(entity);
    await this.#require({ permission, resourceRef }, refusal, credentials);
  }

  /** Whoever edits a catalog file makes claims, so that they grant nothing, whatever a policy says. */
  #grantedBy(decision: PolicyDecision | undefined): LogSourceVisibility {
    switch (decision?.result) {
      case AuthorizeResult.ALLOW:
        return 'all';
      case AuthorizeResult.CONDITIONAL:
        return withoutClaims(this.#toFilters(decision.conditions));
      default:
        return NOTHING;
    }
  }

  async #visibilityTo(
    credentials: BackstageCredentials,
  ): Promise<LogSourceVisibility> {
    const permission = pantherLogSourceReadPermission;
    const decision = await this.#decide(permission, credentials);
    if (decision?.result === AuthorizeResult.CONDITIONAL) {
      return this.#toFilters(decision.conditions);
    }
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw refused('You may not see Panther log sources', permission);
    }
    return 'all';
  }

  async #decide(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }

  async #require(
    request: AuthorizePermissionRequest,
    refusal: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize([request], {
      credentials,
    });
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw refused(refusal, request.permission);
    }
  }
}

function refused(refusal: string, permission: Permission): NotAllowedError {
  return new NotAllowedError(
    `${refusal}; ask your portal's administrators for the permission ${permission.name}.`,
  );
}

/** Who is behind credentials: the entity ref of a user, or the subject of a service. */
export function actorOf({ principal }: BackstageCredentials): string {
  // The types of principals are told apart by this and by nothing else.
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'unknown';
}
