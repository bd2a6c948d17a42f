import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { entityLogSourcesContent } from './extensions/entityLogSourcesContent';
import { formFields } from './extensions/formFields';
import { pantherApi } from './extensions/pantherApi';
import { templateRouteRef } from './routes';

/**
 * Shows on a component which Panther log sources belong to it, and how they are doing; brings the
 * form fields with which software templates ask for log sources.
 *
 * @public
 */
export const pantherPlugin = createFrontendPlugin({
  pluginId: 'panther',
  title: 'Panther',
  info: { packageJson: () => import('../package.json') },
  externalRoutes: { template: templateRouteRef },
  extensions: [pantherApi, entityLogSourcesContent, ...formFields],
});
