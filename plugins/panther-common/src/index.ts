/**
 * What every part of the Panther plugin set shares: types, annotations, permissions and the client
 * of the plugin's own routes.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './linkOrigins';
export * from './logSourceRef';
export * from './PantherApi';
export * from './PantherClient';
export * from './permissions';
export * from './types';
