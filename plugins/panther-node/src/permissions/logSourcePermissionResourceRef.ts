import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_PANTHER_LOG_SOURCE } from 'backstage-plugin-panther-common';
import { LogSourceFilter, LogSourceResource } from './types';

/**
 * Log sources as something that permission rules can be about.
 *
 * @public
 */
export const logSourcePermissionResourceRef = createPermissionResourceRef<
  LogSourceResource,
  LogSourceFilter
>().with({
  pluginId: 'panther',
  resourceType: RESOURCE_TYPE_PANTHER_LOG_SOURCE,
});
