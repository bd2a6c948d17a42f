import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  parseEntityRef,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { CatalogService } from '@backstage/plugin-catalog-node';
import express from 'express';
import Router from 'express-promise-router';

/** Not taken from where it is declared, which a backend without the plugin does not load. */
const pantherLogSourceReadPermission = createPermission({
  name: 'panther.log-source.read',
  attributes: { action: 'read' },
  resourceType: 'panther-log-source',
});

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
  /** Asked for along with the component, as our own route does. */
  const lastResources = new Map<string, string[]>();

  const readAlong = async (
    entityRef: CompoundEntityRef,
    expected: string[],
    credentials: BackstageCredentials,
  ) => {
    if (!expected.length) {
      return catalog.getEntityByRef(entityRef, { credentials });
    }
    const entityRefs = [stringifyEntityRef(entityRef), ...expected];
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    return items[0];
  };

  router.get('/entities/:kind/:namespace/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const [decision] = await permissions.authorizeConditional(
      [{ permission: pantherLogSourceReadPermission }],
      { credentials },
    );
    if (decision?.result === AuthorizeResult.DENY) {
      throw new NotAllowedError('The policy of the benchmark refuses');
    }
    const name = stringifyEntityRef(req.params);
    const expected = lastResources.get(name) ?? [];
    const entity = await readAlong(req.params, expected, credentials);
    const answer = answers.get(req.params.name);
    if (!entity || !answer) {
      throw new NotFoundError(`There is no answer for ${req.params.name}`);
    }
    const entityRefs = (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_DEPENDS_ON)
      .map(({ targetRef }) => targetRef)
      .filter(ref => parseEntityRef(ref).kind === 'resource');
    lastResources.set(name, entityRefs);
    const missing = entityRefs.filter(ref => !expected.includes(ref));
    if (missing.length) {
      await catalog.getEntitiesByRefs({ entityRefs: missing }, { credentials });
    }
    res.type('application/json').send(answer);
  });

  return router;
}
