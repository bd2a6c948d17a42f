import type { Request } from 'express';
import { Refusal } from '../tenant/errors';
import type { PantherPermission } from '../tenant/permissions';
import type { ApiToken } from '../tenant/types';

/** @throws {@link Refusal} `unauthorized` for a token that is missing or not the tenant's. */
export function authenticate(
  request: Request,
  tokens: ReadonlyMap<string, ApiToken>,
): ApiToken {
  const token = tokens.get(request.get('x-api-key') ?? '');
  if (!token) {
    throw new Refusal('unauthorized', 'unauthorized');
  }
  return token;
}

export function isPermitted(
  token: ApiToken,
  permission: PantherPermission,
): boolean {
  return token.permissions.includes(permission);
}
