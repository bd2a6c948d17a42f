import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { PantherApi } from 'backstage-plugin-panther-common';

/**
 * The Panther backend plugin, for other backend plugins and modules.
 *
 * @public
 */
export interface PantherService {
  /**
   * A client that calls on behalf of these credentials, so that what they may do is what it can do.
   * The credentials of a plugin itself, from `auth.getOwnServiceCredentials()`, may do everything:
   * use them for what no user asked for.
   */
  getClient(options: { credentials: BackstageCredentials }): PantherApi;
}
