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
  const { user, system } = process.cpuUsage();
  const started: BackendStarted = {
    startedAfterMs: performance.now(),
    cpuMs: (user + system) / 1000,
  };
  process.send?.(started);
}

process.once('disconnect', () => process.exit());
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
