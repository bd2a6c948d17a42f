import { randomUUID } from 'node:crypto';
import express, { Router } from 'express';
import { createGraphqlRoute } from './graphql/createGraphqlRoute';
import { answerUnreadableBody } from './http/answerUnreadableBody';
import { createExchange } from './http/exchange';
import { sendDiscoveryPage } from './http/sendDiscoveryPage';
import { createRestRouter } from './rest/createRestRouter';
import { createSideDoor } from './sidedoor/createSideDoor';
import { FaultOrders } from './sidedoor/FaultOrders';
import { RequestLog } from './sidedoor/RequestLog';
import { Tenant } from './tenant/Tenant';
import { defaultTokens, indexTokens } from './tenant/tokens';
import type { Sandbox, SandboxOptions } from './types';

/**
 * Builds a stand-in Panther tenant. It listens to nothing: mount or serve its `app`.
 *
 * @public
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const tenant = Tenant.create({
    clock: options.clock ?? (() => new Date()),
    generateId: options.generateId ?? randomUUID,
    sources: options.sources,
    firstEventAfterMs: options.firstEventAfterMs ?? 45_000,
  });
  const tokens = indexTokens(options.tokens ?? defaultTokens);
  const faults = new FaultOrders();
  const requests = new RequestLog();
  const exchange = createExchange({
    faults,
    requests,
    latencyMs: options.latencyMs ?? 0,
  });

  const handle = {
    reset: () => {
      tenant.reset();
      faults.clear();
      requests.clear();
    },
    orderFault: faults.order.bind(faults),
    countRequests: requests.read.bind(requests),
  };

  const api = Router();
  // Read as text whatever its type is said to be: a missing type and broken JSON have answers of
  // their own.
  api.use(express.text({ type: () => true, limit: '1mb' }));
  api.post('/public/graphql', createGraphqlRoute({ exchange, tenant, tokens }));
  api.use(createRestRouter({ exchange, tenant, tokens }));
  api.use(answerUnreadableBody);

  const app = express();
  app.disable('x-powered-by');
  app.get('/', sendDiscoveryPage);
  app.use('/_sandbox', createSideDoor(handle));
  // Panther itself has no version in its paths, but its self-hosted form does.
  app.use(['/v1', '/'], api);
  app.use((_request, response) => {
    response.status(404).json({ message: 'not found' });
  });
  return { app, ...handle };
}
