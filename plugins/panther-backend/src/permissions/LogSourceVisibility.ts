import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { LogSourceFilter } from 'backstage-plugin-panther-node';

/** Which log sources somebody may see: all, or those that a permission policy's conditions name. */
export type LogSourceVisibility = 'all' | PermissionCriteria<LogSourceFilter>;

/** For who may see no log source at all: none is in no instance. */
export const NOTHING: LogSourceVisibility = {
  property: 'instance',
  values: [],
};
