import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { pantherServiceRef } from 'backstage-plugin-panther-node';
import { registerActions } from './actions/registerActions';
import { readInstances, readRetention } from './config/readInstances';
import { createPanther } from './createPanther';
import { createRouter } from './http/router';
import { WriteAudit } from './http/WriteAudit';
import { migrateDatabase } from './inventory/sql';
import {
  PantherMetrics,
  reportInventory,
} from './observability/PantherMetrics';
import { CallerPermissions } from './permissions/CallerPermissions';
import { registerPermissions } from './permissions/registerPermissions';
import { TenantClient } from './tenant/TenantClient';

/**
 * Holds the Panther API token and serves Panther's log sources to the portal.
 * @public
 */
export const pantherPlugin = createBackendPlugin({
  pluginId: 'panther',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        panther: pantherServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { logger, lifecycle } = deps;
        const instances = readInstances(deps.config);
        const knex = await migrateDatabase(deps.database);
        const metrics = PantherMetrics.create(deps);
        const targets = instances.map(instance => ({
          instance,
          client: TenantClient.fromConfig(instance, {
            logger,
            observer: metrics,
          }),
        }));
        const panther = createPanther({
          ...deps,
          targets,
          knex,
          retention: readRetention(deps.config),
          metrics,
        });
        const { inventory, refresh, linkIndex } = panther;

        metrics.observeInventory(() =>
          reportInventory(panther.store, instances),
        );
        for (const { client } of targets) {
          lifecycle.addShutdownHook(() => client.close());
        }
        lifecycle.addShutdownHook(() => refresh.stop());
        // One after the other, so that a start opens few connections to the database.
        await refresh.schedule();
        await linkIndex.schedule();

        registerPermissions(deps.permissionsRegistry, knex);
        registerActions({
          registry: deps.actionsRegistry,
          panther: deps.panther,
        });
        deps.httpRouter.use(
          createRouter({
            ...panther,
            callerPermissions: new CallerPermissions({ ...deps, inventory }),
            audit: new WriteAudit(deps),
          }),
        );
      },
    });
  },
});
