/**
 * The Panther plugin for apps that are built on the old frontend system.
 *
 * @packageDocumentation
 */

import { createComponentExtension } from '@backstage/core-plugin-api';
import { pantherPlugin } from './legacyPlugin';

export { pantherApiRef } from './api';
export * from './legacyFormFields';
export { pantherPlugin };

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
