import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { pantherPermissions } from 'backstage-plugin-panther-common';
import { readInstances } from './config/readInstances';
import { InstanceRefresh } from './inventory/InstanceRefresh';
import { InventoryStore } from './inventory/InventoryStore';
import { RefreshService } from './inventory/RefreshService';
import { StoredInventory } from './inventory/StoredInventory';
import { EntityLogSourcesService } from './links/EntityLogSourcesService';
import { createRouter } from './router';
import { TenantClient } from './tenant/TenantClient';

/**
 * Holds the Panther API token and serves Panther's log sources to the portal.
 *
 * @public
 */
export const pantherPlugin = createBackendPlugin({
  pluginId: 'panther',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { catalog, httpAuth, lifecycle, logger, permissions } = deps;
        const instances = readInstances(deps.config);
        const store = await InventoryStore.create(deps.database);
        const inventory = new StoredInventory({ instances, store });
        const refresh = new RefreshService({
          scheduler: deps.scheduler,
          store,
          refreshes: instances.map(instance => {
            const client = TenantClient.fromConfig(instance, { logger });
            lifecycle.addShutdownHook(() => client.close());
            return new InstanceRefresh({ instance, client, store, logger });
          }),
        });
        await refresh.schedule();
        deps.permissionsRegistry.addPermissions(pantherPermissions);
        deps.httpRouter.use(
          createRouter({
            httpAuth,
            permissions,
            inventory,
            refresh,
            entityLogSources: new EntityLogSourcesService({
              catalog,
              inventory,
            }),
          }),
        );
      },
    });
  },
});
