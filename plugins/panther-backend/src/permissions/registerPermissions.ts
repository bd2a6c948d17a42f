import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  pantherLogSourceReadPermission,
  pantherPermissions,
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
    permissions: [pantherLogSourceReadPermission],
    rules: Object.values(logSourcePermissionRules),
    getResources: refs => findLogSourceResources(knex, refs),
  });
  registry.addPermissions(
    pantherPermissions.filter(
      permission => permission !== pantherLogSourceReadPermission,
    ),
  );
}
