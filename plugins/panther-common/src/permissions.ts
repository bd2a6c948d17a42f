import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Log sources as the resource of a permission; a resource is named by its log source ref.
 *
 * @public
 */
export const RESOURCE_TYPE_PANTHER_LOG_SOURCE = 'panther-log-source';

/** As `@backstage/plugin-catalog-common/alpha` has it, which is no stable entry point. */
const RESOURCE_TYPE_CATALOG_ENTITY = 'catalog-entity';

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
 * Lets a user make log sources in Panther. There is no resource yet that a condition could look at.
 *
 * @public
 */
export const pantherLogSourceCreatePermission = createPermission({
  name: 'panther.log-source.create',
  attributes: { action: 'create' },
});

/**
 * Lets a user change log sources in Panther: all, or those that a policy's conditions name.
 *
 * @public
 */
export const pantherLogSourceUpdatePermission = createPermission({
  name: 'panther.log-source.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PANTHER_LOG_SOURCE,
});

/**
 * Lets a user delete log sources in Panther: all, or those that a policy's conditions name.
 *
 * @public
 */
export const pantherLogSourceDeletePermission = createPermission({
  name: 'panther.log-source.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_PANTHER_LOG_SOURCE,
});

/**
 * Lets a user link catalog entities to log sources that they may see. Conditions are those of the
 * catalog, such as IS_ENTITY_OWNER.
 *
 * @public
 */
export const pantherLinkCreatePermission = createPermission({
  name: 'panther.link.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Lets a user take back links that were made in the portal. Conditions are those of the catalog.
 *
 * @public
 */
export const pantherLinkDeletePermission = createPermission({
  name: 'panther.link.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
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
  pantherLogSourceCreatePermission,
  pantherLogSourceUpdatePermission,
  pantherLogSourceDeletePermission,
  pantherLinkCreatePermission,
  pantherLinkDeletePermission,
  pantherInstanceRefreshPermission,
];
