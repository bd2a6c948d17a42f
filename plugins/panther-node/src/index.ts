/**
 * What other backend plugins and permission policies need of the Panther backend plugin.
 *
 * @packageDocumentation
 */

export * from './permissions';
export * from './service';
