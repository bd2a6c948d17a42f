import type { GraphQLFormattedError } from 'graphql';
import type { Tenant } from '../tenant/Tenant';
import type { ApiToken } from '../tenant/types';

/** What a field knows of the request it is answered for. */
export interface RequestContext {
  tenant: Tenant;
  token: ApiToken;
  /** One present for the whole answer, in milliseconds since 1970. */
  now: number;
  /** Takes the errors of single fields of long lists. */
  rowErrors: GraphQLFormattedError[];
}
