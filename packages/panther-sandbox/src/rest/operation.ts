import type { Request, RequestHandler, Router } from 'express';
import { answerError } from '../http/answerError';
import { authenticate, isPermitted } from '../http/authenticate';
import type { Answer, Exchange } from '../http/exchange';
import { Refusal } from '../tenant/errors';
import type { PantherPermission } from '../tenant/permissions';
import type { Tenant } from '../tenant/Tenant';
import type { ApiToken } from '../tenant/types';

/**
 * Makes a route of an operation: it has the name that faults and counts go by, the permission that
 * it takes, if any, and what it does.
 */
export type Operation = (
  name: string,
  permission: PantherPermission | undefined,
  handle: (request: Request, token: ApiToken) => Answer,
) => RequestHandler;

/** What the routes of one kind of thing are added to, and made with. */
export interface RestRoutes {
  router: Router;
  operation: Operation;
  tenant: Tenant;
}

export function createOperation(
  exchange: Exchange,
  tokens: ReadonlyMap<string, ApiToken>,
): Operation {
  return (name, permission, handle) =>
    exchange(
      () => ({ counted: [name], matching: [name] }),
      request => {
        try {
          const token = authenticate(request, tokens);
          if (permission && !isPermitted(token, permission)) {
            throw new Refusal('forbidden', 'forbidden');
          }
          return handle(request, token);
        } catch (error) {
          return answerError(error);
        }
      },
    );
}

/** Every path with an id calls it that. */
export function idOf({ params }: Request): string {
  return params.id ?? '';
}
