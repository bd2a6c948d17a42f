import type { ApiToken } from '../tenant/types';

/** A token as the REST API shows it, without its value. */
export function apiToken(token: ApiToken): object {
  return {
    id: token.id,
    name: token.name,
    permissions: token.permissions,
    allowedCIDRBlocks: [],
    createdAt: token.createdAt,
  };
}
