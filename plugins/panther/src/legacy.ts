/**
 * The Panther plugin for apps that are built on the old frontend system.
 *
 * @packageDocumentation
 */

import {
  createComponentExtension,
  createPlugin,
} from '@backstage/core-plugin-api';
import { pantherApiFactory } from './api';

export { pantherApiRef } from './api';

/**
 * Brings the client of the Panther backend plugin into an old-system app.
 *
 * @public
 */
export const pantherPlugin = createPlugin({
  id: 'panther',
  apis: [pantherApiFactory],
});

/**
 * The content of the Log Sources tab, for an `EntityLayout.Route`.
 *
 * @public
 */
export const EntityLogSourcesContent = pantherPlugin.provide(
  createComponentExtension({
    name: 'EntityLogSourcesContent',
    component: {
      lazy: async () => {
        const { EntityLogSources } = await import(
          './components/EntityLogSources'
        );
        return EntityLogSources;
      },
    },
  }),
);
