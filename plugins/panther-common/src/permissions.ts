import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Lets a user see Panther log sources, and the instances they live in.
 *
 * @public
 */
export const pantherLogSourceReadPermission = createPermission({
  name: 'panther.log-source.read',
  attributes: { action: 'read' },
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
