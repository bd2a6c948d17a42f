/**
 * A portal with the Panther plugin for tests, a tenant for it to read, and the entities of the demo.
 *
 * @packageDocumentation
 */
export * from './demo';
export { startSandbox } from './startSandbox';
export type { ListedSource } from './startSandbox';
export { startTestPortal } from './startTestPortal';
