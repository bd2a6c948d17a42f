import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EntityLogSources,
  InstanceList,
  LogSourceAnswer,
  pantherLogSourceReadPermission,
} from 'backstage-plugin-panther-common';
import express, { Response } from 'express';
import { Inventory } from './inventory/Inventory';
import { getLogSource } from './inventory/getLogSource';
import { EntityLogSourcesService } from './links/EntityLogSourcesService';
import { createOpenApiRouter } from './openApi';

/** Parses, authorises as the caller, calls a service and answers; the OpenAPI document checks what comes in. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  inventory: Inventory;
  entityLogSources: EntityLogSourcesService;
}): express.Router {
  const { httpAuth, permissions, inventory, entityLogSources } = options;
  const router = createOpenApiRouter();

  async function authorizeRead(
    req: express.Request,
  ): Promise<BackstageCredentials> {
    const credentials = await httpAuth.credentials(req);
    const [decision] = await permissions.authorize(
      [{ permission: pantherLogSourceReadPermission }],
      { credentials },
    );
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not see Panther log sources; ask your portal's administrators for the permission ${pantherLogSourceReadPermission.name}.`,
      );
    }
    return credentials;
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

  router.get('/instances', async (req, res: Response<InstanceList>) => {
    await authorizeRead(req);
    res.json({ items: await inventory.listInstances() });
  });

  return router;
}
