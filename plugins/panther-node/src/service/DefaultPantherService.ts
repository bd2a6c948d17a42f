import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { PantherApi, PantherClient } from 'backstage-plugin-panther-common';
import { PantherService } from './PantherService';

/**
 * What any call may take. A write may have to wait for another one to the same log source, and to
 * read the whole list of a slow tenant, before it is answered.
 */
const TIME_LIMIT_MS = 3 * 60_000;

/** Calls the routes of the plugin over HTTP, with a new token for each call. */
export class DefaultPantherService implements PantherService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  getClient(options: { credentials: BackstageCredentials }): PantherApi {
    return new PantherClient({
      discoveryApi: this.#discovery,
      fetchApi: {
        fetch: async (input, init) => {
          const { token } = await this.#auth.getPluginRequestToken({
            onBehalfOf: options.credentials,
            targetPluginId: 'panther',
          });
          const request = new Request(input, init);
          request.headers.set('Authorization', `Bearer ${token}`);
          return fetch(request, {
            signal: AbortSignal.any([
              request.signal,
              AbortSignal.timeout(TIME_LIMIT_MS),
            ]),
          });
        },
      },
    });
  }
}
