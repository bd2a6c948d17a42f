import { createBackend } from '@backstage/backend-defaults';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { benchPlugin } from './benchPlugin';
import { catalogModule } from './catalogModule';
import { policyModule } from './policyModule';
import { proxyPlugin } from './proxyPlugin';
import { signInModule } from './signInModule';
import { BackendStarted } from './types';

async function main(): Promise<void> {
  // What is loaded until here is the same with the plugin and without it.
  const loadedAt = performance.now();
  const usedBefore = process.cpuUsage();
  const backend = createBackend();
  for (const feature of [
    authPlugin,
    signInModule,
    catalogPlugin,
    catalogModule,
    permissionPlugin,
    policyModule,
    proxyPlugin,
    benchPlugin,
  ]) {
    backend.add(feature);
  }
  if (!process.argv.includes('--without-panther')) {
    backend.add(import('backstage-plugin-panther-backend'));
  }
  await backend.start();
  const { user, system } = process.cpuUsage(usedBefore);
  const started: BackendStarted = {
    startedAfterMs: performance.now() - loadedAt,
    cpuMs: (user + system) / 1000,
  };
  process.send?.(started);
}

process.once('disconnect', () => process.exit());
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
