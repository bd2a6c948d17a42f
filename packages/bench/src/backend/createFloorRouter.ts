import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, RELATION_DEPENDS_ON } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { pantherLogSourceReadPermission } from 'backstage-plugin-panther-common';
import express from 'express';
import Router from 'express-promise-router';

/**
 * What any plugin that asks the same questions of Backstage has to pay: authentication, permission
 * and catalog reads as the caller are those of our own route, and the answer is its bytes, from
 * memory.
 */
export function createFloorRouter(options: {
  /** By name of the component. */
  answers: Map<string, Buffer>;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): express.Router {
  const { answers, catalog, httpAuth, permissions } = options;
  const router = Router();

  router.get('/entities/:kind/:namespace/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const [decision] = await permissions.authorizeConditional(
      [{ permission: pantherLogSourceReadPermission }],
      { credentials },
    );
    if (decision?.result === AuthorizeResult.DENY) {
      throw new NotAllowedError('The policy of the benchmark refuses');
    }
    const entity = await catalog.getEntityByRef(req.params, { credentials });
    const answer = answers.get(req.params.name);
    if (!entity || !answer) {
      throw new NotFoundError(`There is no answer for ${req.params.name}`);
    }
    const entityRefs = (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_DEPENDS_ON)
      .map(({ targetRef }) => targetRef)
      .filter(ref => parseEntityRef(ref).kind === 'resource');
    if (entityRefs.length) {
      await catalog.getEntitiesByRefs({ entityRefs }, { credentials });
    }
    res.type('application/json').send(answer);
  });

  return router;
}
