import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { entityLogSourcesContent } from './extensions/entityLogSourcesContent';
import { pantherApi } from './extensions/pantherApi';

/**
 * Shows on a component which Panther log sources belong to it, and how they are doing.
 *
 * @public
 */
export const pantherPlugin = createFrontendPlugin({
  pluginId: 'panther',
  title: 'Panther',
  info: { packageJson: () => import('../package.json') },
  extensions: [pantherApi, entityLogSourcesContent],
});
