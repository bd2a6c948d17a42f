import {
  createApiFactory,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { PantherApi, PantherClient } from 'backstage-plugin-panther-common';

/**
 * The routes of the Panther backend plugin, as every part of the frontend calls them. It is the
 * same reference in both frontend systems.
 *
 * @public
 */
export const pantherApiRef = createApiRef<PantherApi>().with({
  id: 'plugin.panther.client',
  pluginId: 'panther',
});

/** Builds the client that calls `/api/panther` as the signed-in user, for both frontend systems. */
export const pantherApiFactory = createApiFactory({
  api: pantherApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: deps => new PantherClient(deps),
});
