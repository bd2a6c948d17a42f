import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { HumanDuration } from '@backstage/types';
import { Knex } from 'knex';
import { InstanceConfig } from './config/InstanceConfig';
import { Inventory } from './inventory/Inventory';
import { InventoryStore, RefreshRequests } from './inventory/InventoryStore';
import { LogSourceQueries } from './inventory/queries/LogSourceQueries';
import { RememberedLogSourceQueries } from './inventory/queries/RememberedLogSourceQueries';
import { SideReadStore } from './inventory/SideReadStore';
import { LinkedEntitiesService } from './links/LinkedEntitiesService';
import { LinkIndexService } from './links/LinkIndexService';
import { LinkIndexStore } from './links/LinkIndexStore';
import { PortalLinkService } from './links/PortalLinkService';
import { PortalLinkStore } from './links/PortalLinkStore';
import { InstanceRefresh } from './refresh/InstanceRefresh';
import { RefreshService } from './refresh/RefreshService';
import { SideReads } from './refresh/SideReads';
import { RefreshEnd } from './inventory/types';
import { TenantClient } from './tenant/TenantClient';
import { EntityLogSourcesService } from './views/EntityLogSourcesService';
import { InstancesService } from './views/InstancesService';
import { LogSourceService } from './views/LogSourceService';
import { LogTypesService } from './views/LogTypesService';
import { LogSourceDeletionService } from './writes/LogSourceDeletionService';
import { CreateRequests } from './writes/CreateRequests';
import { S3SourceChecks } from './writes/S3SourceChecks';
import { S3SourceCreation } from './writes/S3SourceCreation';
import { S3SourceUpdates } from './writes/S3SourceUpdates';
import { WriteLocks } from './writes/WriteLocks';
import { WrittenSources } from './writes/WrittenSources';

/** The operations of the tenant client that the services call. */
export type TenantOperations = Pick<
  TenantClient,
  | 'listSources'
  | 'getSource'
  | 'listSystemErrors'
  | 'listSchemas'
  | 'getOwnApiToken'
  | 'createS3Source'
  | 'getS3Source'
  | 'updateS3Source'
  | 'deleteS3Source'
  | 'deleteSource'
>;

/** Builds every service of the plugin, for the plugin itself and for its tests. */
export function createPanther(options: {
  /** A configured instance and the client of its tenant, in the order of the configuration. */
  targets: { instance: InstanceConfig; client: TenantOperations }[];
  /** The plugin's database, with its tables up to date. */
  knex: Knex;
  /** The time for which log sources that are gone, and changes of status, are kept. */
  retention: HumanDuration;
  auth: AuthService;
  catalog: CatalogService;
  scheduler: SchedulerService;
  logger: LoggerService;
  metrics?: { refreshEnded(end: RefreshEnd): void };
}) {
  const { targets, knex, catalog, scheduler, logger, metrics } = options;
  const instances = targets.map(({ instance }) => instance);

  const store = new InventoryStore(knex);
  const sideReads = new SideReadStore(knex);
  const stores = { instances, store, sideReads, knex };
  const inventory = new Inventory(stores);

  const requests = new RefreshRequests(knex);
  const refreshes = targets.map(
    ({ instance, client }) =>
      new InstanceRefresh({
        instance,
        client,
        store,
        requests,
        metrics,
        logger,
        sideReads: new SideReads({
          instance,
          client,
          logger,
          store: sideReads,
        }),
      }),
  );
  const refresh = new RefreshService({
    scheduler,
    store,
    requests,
    retention: options.retention,
    logger,
    refreshes,
  });

  const linkIndexStore = new LinkIndexStore(knex);
  const linkIndex = new LinkIndexService({
    scheduler,
    auth: options.auth,
    catalog,
    logger,
    instances: instances.map(({ id }) => id),
    inventoryStore: store,
    store: linkIndexStore,
  });
  const linkedEntities = new LinkedEntitiesService({
    catalog,
    store: linkIndexStore,
  });
  const portalLinks = new PortalLinkService({ catalog, inventory, knex });

  const logTypes = new LogTypesService(stores);
  const written = new WrittenSources({
    knex,
    store,
    refresh,
    logger,
  });
  const checks = new S3SourceChecks({ logTypes, store });
  const locks = new WriteLocks(knex);
  const writing = {
    targets,
    checks,
    locks,
    written,
    inventory,
    linkedEntities,
    refresh,
    logger,
  };

  return {
    inventory,
    store,
    sideReads,
    linkIndexStore,
    requests,
    refreshes,
    refresh,
    linkIndex,
    linkedEntities,
    portalLinks,
    logTypes,
    instances: new InstancesService(stores),
    logSources: new LogSourceService({
      ...stores,
      inventory,
      queries: new RememberedLogSourceQueries({
        knex,
        queries: new LogSourceQueries(knex),
      }),
      linkedEntities,
    }),
    entityLogSources: new EntityLogSourcesService({
      catalog,
      inventory,
      portalLinks: new PortalLinkStore(knex),
    }),
    written,
    checks,
    locks,
    creation: new S3SourceCreation({
      ...writing,
      createRequests: new CreateRequests(knex),
    }),
    updates: new S3SourceUpdates(writing),
    deletion: new LogSourceDeletionService(writing),
  };
}
