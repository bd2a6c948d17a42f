import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { pantherPermissions } from 'backstage-plugin-panther-common';
import { readInstances } from './config/readInstances';
import { ReadThroughInventory } from './inventory/ReadThroughInventory';
import { EntityLogSourcesService } from './links/EntityLogSourcesService';
import { createRouter } from './router';

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
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init(deps) {
        const { catalog, config, httpAuth, httpRouter, permissions } = deps;
        const inventory = ReadThroughInventory.create({
          instances: readInstances(config),
          logger: deps.logger,
          lifecycle: deps.lifecycle,
        });
        deps.permissionsRegistry.addPermissions(pantherPermissions);
        httpRouter.use(
          createRouter({
            httpAuth,
            permissions,
            inventory,
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
