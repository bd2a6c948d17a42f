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
import { InstanceRefresh } from './refresh/InstanceRefresh';
import { InstancesService } from './views/InstancesService';
import { InventoryStore, RefreshRequests } from './inventory/InventoryStore';
import { LogSourceListService } from './views/LogSourceService';
import { LogSourceQueries } from './inventory/queries/LogSourceQueries';
import { LogTypesService } from './views/LogTypesService';
import { RefreshService } from './refresh/RefreshService';
import { RememberedLogSourceQueries } from './inventory/queries/RememberedLogSourceQueries';
import { SideReads } from './refresh/SideReads';
import { SideReadStore } from './inventory/SideReadStore';
import { EntityLogSourcesService } from './views/EntityLogSourcesService';
import { LinkedEntitiesService } from './links/LinkedEntitiesService';
import { LinkIndexService } from './links/LinkIndexService';
import { LinkIndexStore } from './links/LinkIndexStore';
import { PortalLinkService } from './links/PortalLinkService';
import { PortalLinkStore } from './links/PortalLinkStore';
import {
  PantherMetrics,
  reportInventory,
} from './observability/PantherMetrics';
import { WriteAudit } from './http/WriteAudit';
import { CallerPermissions } from './permissions/CallerPermissions';
import { registerPermissions } from './permissions/registerPermissions';
import { createRouter } from './http/router';
import { TenantClient } from './tenant/TenantClient';
import { LogSourceDeletionService } from './writes/LogSourceDeletionService';
import { S3SourceWriteService } from './writes/S3SourceWriteService';
import { WriteLocks } from './writes/WriteLocks';
import { WrittenSources } from './writes/WrittenSources';
import { StoredInventory } from './inventory/Inventory';

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
        const { catalog, lifecycle, logger, scheduler } = deps;
        const instances = readInstances(deps.config);
        const store = await InventoryStore.create(deps.database);
        const knex = await deps.database.getClient();
        const sideReads = new SideReadStore(knex);
        const linkIndexStore = new LinkIndexStore(knex);
        const stores = { instances, store, sideReads, knex };

        const metrics = PantherMetrics.create(deps);
        metrics.observeInventory(() => reportInventory(store, instances));

        const targets = instances.map(instance => {
          const client = TenantClient.fromConfig(instance, {
            logger,
            observer: metrics,
          });
          lifecycle.addShutdownHook(() => client.close());
          return { instance, client };
        });

        const requests = new RefreshRequests(knex);
        const refresh = new RefreshService({
          scheduler,
          store,
          requests,
          retention: readRetention(deps.config),
          logger,
          refreshes: targets.map(({ instance, client }) => {
            const parts = { instance, client, logger };
            return new InstanceRefresh({
              ...parts,
              store,
              requests,
              metrics,
              sideReads: new SideReads({ ...parts, store: sideReads }),
            });
          }),
        });
        lifecycle.addShutdownHook(() => refresh.stop());
        const linkIndex = new LinkIndexService({
          scheduler,
          auth: deps.auth,
          catalog,
          logger,
          instances: instances.map(({ id }) => id),
          inventoryStore: store,
          store: linkIndexStore,
        });
        // Not at the same time, for which a start would open more connections to the database.
        await refresh.schedule();
        await linkIndex.schedule();

        registerPermissions(deps.permissionsRegistry, knex);
        registerActions({
          registry: deps.actionsRegistry,
          panther: deps.panther,
        });
        const inventory = new StoredInventory(stores);
        const linkedEntities = new LinkedEntitiesService({
          catalog,
          store: linkIndexStore,
        });
        const logTypes = new LogTypesService(stores);
        // What is not known is to be known soon, and not with the next period.
        const refreshSoon = {
          add: (instance: string) => refresh.request(instance),
        };
        const writing = {
          targets,
          locks: new WriteLocks(knex),
          written: new WrittenSources({
            ...stores,
            requests: refreshSoon,
            logger,
          }),
          inventory,
          linkedEntities,
          requests: refreshSoon,
          logger,
        };
        deps.httpRouter.use(
          createRouter({
            callerPermissions: new CallerPermissions({ ...deps, inventory }),
            audit: new WriteAudit(deps),
            s3Sources: new S3SourceWriteService({
              ...writing,
              logTypes,
              knex,
            }),
            deletion: new LogSourceDeletionService(writing),
            portalLinks: new PortalLinkService({ catalog, inventory, knex }),
            inventory,
            instances: new InstancesService(stores),
            logSourceList: new LogSourceListService({
              ...stores,
              queries: new RememberedLogSourceQueries({
                knex,
                queries: new LogSourceQueries(knex),
              }),
              linkedEntities,
            }),
            logTypes,
            refresh,
            entityLogSources: new EntityLogSourcesService({
              catalog,
              inventory,
              portalLinks: new PortalLinkStore(knex),
            }),
            linkedEntities,
          }),
        );
      },
    });
  },
});
