/**
 * Scaffolder actions for Panther log sources.
 *
 * @packageDocumentation
 */

export { scaffolderModulePanther as default } from './module';
