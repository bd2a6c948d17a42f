import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  EntityLogSources,
  InstanceList,
  LogSourceAnswer,
  LogSourceHistory,
  pantherInstanceRefreshPermission,
  pantherLogSourceReadPermission,
} from 'backstage-plugin-panther-common';
import express, { Response } from 'express';
import { Inventory } from './inventory/Inventory';
import { getLogSource } from './inventory/getLogSource';
import { RefreshService } from './inventory/RefreshService';
import { EntityLogSourcesService } from './links/EntityLogSourcesService';
import { createOpenApiRouter } from './openApi';

/** Parses, authorises as the caller, calls a service and answers; the OpenAPI document checks what comes in. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  inventory: Inventory;
  refresh: RefreshService;
  entityLogSources: EntityLogSourcesService;
}): express.Router {
  const { httpAuth, permissions, inventory, refresh, entityLogSources } =
    options;
  const router = createOpenApiRouter();

  async function authorize(
    req: express.Request,
    permission: BasicPermission,
    refusal: string,
  ): Promise<BackstageCredentials> {
    const credentials = await httpAuth.credentials(req);
    const [decision] = await permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `${refusal}; ask your portal's administrators for the permission ${permission.name}.`,
      );
    }
    return credentials;
  }

  function authorizeRead(req: express.Request): Promise<BackstageCredentials> {
    return authorize(
      req,
      pantherLogSourceReadPermission,
      'You may not see Panther log sources',
    );
  }

  router.get(
    '/entities/:kind/:namespace/:name/log-sources',
    async (req, res: Response<EntityLogSources>) => {
      const credentials = await authorizeRead(req);
      res.json(
        await entityLogSources.getEntityLogSources(req.params, { credentials }),
      );
    },
  );

  router.get(
    '/log-sources/:instance/:id',
    async (req, res: Response<LogSourceAnswer>) => {
      await authorizeRead(req);
      const { instance, id } = req.params;
      res.json(await getLogSource(inventory, { instance, integrationId: id }));
    },
  );

  router.get(
    '/log-sources/:instance/:id/history',
    async (req, res: Response<LogSourceHistory>) => {
      await authorizeRead(req);
      const { instance, id } = req.params;
      res.json(await inventory.getHistory({ instance, integrationId: id }));
    },
  );

  router.post('/instances/:instance/refresh', async (req, res) => {
    await authorize(
      req,
      pantherInstanceRefreshPermission,
      'You may not have Panther read out of turn',
    );
    await refresh.request(req.params.instance);
    res.status(202).end();
  });

  router.get('/instances', async (req, res: Response<InstanceList>) => {
    await authorizeRead(req);
    res.json({ items: await inventory.listInstances() });
  });

  return router;
}
