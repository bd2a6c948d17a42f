/**
 * What every part of the Panther plugin set shares: types, annotations, permissions, the client of
 * the plugin's own routes and the rules for S3 sources.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './linkOrigins';
export * from './logSourceRef';
export * from './PantherApi';
export * from './PantherClient';
export * from './permissions';
export * from './s3Source';
export * from './types';
