import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Log sources as the resource of a permission; a resource is named by its log source ref.
 *
 * @public
 */
export const RESOURCE_TYPE_PANTHER_LOG_SOURCE = 'panther-log-source';

/**
 * Lets a user see Panther log sources: all, or those that a policy's conditions name. Who may see
 * none may not see the instances they live in either.
 *
 * @public
 */
export const pantherLogSourceReadPermission = createPermission({
  name: 'panther.log-source.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PANTHER_LOG_SOURCE,
});

/**
 * Lets a user have a Panther instance read out of turn.
 *
 * @public
 */
export const pantherInstanceRefreshPermission = createPermission({
  name: 'panther.instance.refresh',
  attributes: { action: 'update' },
});

/**
 * Every permission of the plugin set, for policies and for the permission registry.
 *
 * @public
 */
export const pantherPermissions = [
  pantherLogSourceReadPermission,
  pantherInstanceRefreshPermission,
];
