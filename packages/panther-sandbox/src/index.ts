/**
 * A stand-in Panther tenant, and a Backstage backend feature that mounts one.
 *
 * @packageDocumentation
 */
export { createSandbox } from './createSandbox';
export { pantherSandboxPlugin as default } from './plugin';
export type { PantherPermission } from './tenant/permissions';
export type { Fault, Sandbox, SandboxOptions, SandboxToken } from './types';
