export * from './conditions';
export * from './logSourcePermissionResourceRef';
export * from './rules';
export * from './types';
