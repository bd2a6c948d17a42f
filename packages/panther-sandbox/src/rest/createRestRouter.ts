import { Router } from 'express';
import type { Exchange } from '../http/exchange';
import type { Tenant } from '../tenant/Tenant';
import type { ApiToken } from '../tenant/types';
import { addAlarmRoutes } from './addAlarmRoutes';
import { addSourceRoutes } from './addSourceRoutes';
import { getAlert, listAlerts } from './alerts';
import { apiToken } from './apiToken';
import { createOperation, idOf } from './operation';
import { readAlertsQuery } from './readAlertsQuery';

export interface RestRouterOptions {
  exchange: Exchange;
  tenant: Tenant;
  tokens: ReadonlyMap<string, ApiToken>;
}

/** The REST API. */
export function createRestRouter(options: RestRouterOptions): Router {
  const { exchange, tenant, tokens } = options;
  const router = Router();
  const operation = createOperation(exchange, tokens);

  addSourceRoutes({ router, operation, tenant });
  addAlarmRoutes({ router, operation, tenant });

  router.get(
    '/alerts',
    operation('listAlerts', 'AlertRead', ({ query }) => ({
      status: 200,
      body: listAlerts(tenant, readAlertsQuery(query, tenant.now())),
    })),
  );
  router.get(
    '/alerts/:id',
    operation('getAlert', 'AlertRead', request => ({
      status: 200,
      body: getAlert(tenant, idOf(request)),
    })),
  );
  router.get(
    '/api-tokens/self',
    // Needs no permission: the MCP server asks here which ones a token has.
    operation('getApiToken', undefined, (_request, token) => ({
      status: 200,
      body: apiToken(token),
    })),
  );

  return router;
}
