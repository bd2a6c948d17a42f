import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  isResourcePermission,
  Permission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  pantherPermissions,
  RESOURCE_TYPE_PANTHER_LOG_SOURCE,
} from 'backstage-plugin-panther-common';
import {
  logSourcePermissionResourceRef,
  logSourcePermissionRules,
} from 'backstage-plugin-panther-node';
import { Knex } from 'knex';
import { findLogSourceResources } from './findLogSourceResources';

/** Makes the permissions, and the rules that conditional decisions are made of, known to the portal. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  knex: Knex,
): void {
  registry.addResourceType({
    resourceRef: logSourcePermissionResourceRef,
    permissions: pantherPermissions.filter(isOfLogSources),
    rules: Object.values(logSourcePermissionRules),
    getResources: refs => findLogSourceResources(knex, refs),
  });
  registry.addPermissions(
    pantherPermissions.filter(permission => !isOfLogSources(permission)),
  );
}

function isOfLogSources(
  permission: Permission,
): permission is ResourcePermission<typeof RESOURCE_TYPE_PANTHER_LOG_SOURCE> {
  return isResourcePermission(permission, RESOURCE_TYPE_PANTHER_LOG_SOURCE);
}
