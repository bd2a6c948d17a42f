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
 * Every permission of the plugin set, for policies and for the permission registry.
 *
 * @public
 */
export const pantherPermissions = [pantherLogSourceReadPermission];
