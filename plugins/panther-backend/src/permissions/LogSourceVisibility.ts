import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { LogSourceFilter } from 'backstage-plugin-panther-node';

/** Which log sources somebody may see: all, or those that a permission policy's conditions name. */
export type LogSourceVisibility = 'all' | PermissionCriteria<LogSourceFilter>;
