/**
 * The Panther plugin for the new frontend system. Apps on the old one use `./legacy`.
 *
 * @packageDocumentation
 */

export { pantherApiRef } from './api';
export { pantherPlugin as default } from './plugin';
