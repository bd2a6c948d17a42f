/**
 * Holds the Panther API token, wraps the Panther API and serves log sources to the portal.
 *
 * @packageDocumentation
 */

export { pantherPlugin as default } from './plugin';
