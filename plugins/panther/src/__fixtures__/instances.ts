import { Instance } from 'backstage-plugin-panther-common';
import { createFreshness } from './answers';

/** The only instance of the demo. */
export function createInstance(): Instance {
  return {
    id: 'default',
    title: 'Acme Security',
    reachable: true,
    freshness: createFreshness(),
    refresh: {},
    statusCounts: { healthy: 3, unhealthy: 1 },
    writable: true,
    limitations: [],
  };
}

/** One more, whose log sources the portal may not change. */
export function createReadOnlyInstance(): Instance {
  return {
    ...createInstance(),
    id: 'emea',
    title: 'Acme EMEA',
    writable: false,
  };
}
