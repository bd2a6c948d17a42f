import {
  EntityLogSources,
  InstanceList,
  LogSourceAnswer,
  LogSourceHistory,
  LogSourcePage,
  LogTypeList,
} from 'backstage-plugin-panther-common';
import express, { Response } from 'express';
import { InstancesService } from '../views/InstancesService';
import {
  ListLogSourcesQuery,
  LogSourceService,
} from '../views/LogSourceService';
import { LogTypesService } from '../views/LogTypesService';
import { RefreshService } from '../refresh/RefreshService';
import { EntityLogSourcesService } from '../views/EntityLogSourcesService';
import { createOpenApiRouter } from './openApi';
import { addWriteRoutes, WriteServices } from './writeRoutes';

/** Parses, authorises as the caller, calls a service and answers; the OpenAPI document checks what comes in. */
export function createRouter(
  options: WriteServices & {
    instances: InstancesService;
    logSources: LogSourceService;
    logTypes: LogTypesService;
    refresh: RefreshService;
    entityLogSources: EntityLogSourcesService;
  },
): express.Router {
  const { callerPermissions, inventory, audit } = options;
  const router = createOpenApiRouter();

  router.get(
    '/entities/:kind/:namespace/:name/log-sources',
    async (req, res: Response<EntityLogSources>) => {
      const caller = await callerPermissions.beginReadingLogSources(req);
      res.json(
        await options.entityLogSources.getEntityLogSources(req.params, caller),
      );
    },
  );

  router.get('/log-sources', async (req, res: Response<LogSourcePage>) => {
    const caller = await callerPermissions.readLogSources(req);
    // The OpenAPI document has made it one, defaults included.
    const query = req.query as unknown as ListLogSourcesQuery;
    const visibility = query.permittedTo
      ? await callerPermissions.narrowTo(query.permittedTo, caller)
      : caller.visibility;
    res.json(
      await options.logSources.listLogSources(query, {
        ...caller,
        visibility,
      }),
    );
  });

  router.get(
    '/log-sources/:instance/:id',
    async (req, res: Response<LogSourceAnswer>) => {
      const caller = await callerPermissions.readLogSources(req);
      const { instance, id } = req.params;
      res.json(
        await options.logSources.getLogSource(
          { instance, integrationId: id },
          caller,
        ),
      );
    },
  );

  router.get(
    '/log-sources/:instance/:id/history',
    async (req, res: Response<LogSourceHistory>) => {
      const caller = await callerPermissions.readLogSources(req);
      const { instance, id } = req.params;
      res.json(
        await inventory.getHistory({ instance, integrationId: id }, caller),
      );
    },
  );

  router.get(
    '/log-types/:instance',
    async (req, res: Response<LogTypeList>) => {
      await callerPermissions.readLogSources(req);
      // The OpenAPI document has made it one, defaults included.
      const query = req.query as unknown as { q?: string; limit: number };
      res.json(await options.logTypes.listLogTypes(req.params.instance, query));
    },
  );

  router.post('/instances/:instance/refresh', async (req, res) => {
    const { instance } = req.params;
    const meta = { actionType: 'refresh', instance };
    await audit.recordRefusal(
      { eventId: 'instance-refresh', request: req, meta },
      () => callerPermissions.requireRefresh(req),
    );
    await options.refresh.request(instance);
    res.status(202).end();
  });

  router.get('/instances', async (req, res: Response<InstanceList>) => {
    const caller = await callerPermissions.readLogSources(req);
    res.json(await options.instances.listInstances(caller));
  });

  addWriteRoutes(router, options);

  return router;
}
