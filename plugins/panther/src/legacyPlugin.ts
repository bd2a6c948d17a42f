import { createPlugin } from '@backstage/core-plugin-api';
import { pantherApiFactory } from './api';
import { templateRouteRef } from './routes';

/**
 * Brings the client of the Panther backend plugin into an old-system app.
 *
 * @public
 */
export const pantherPlugin = createPlugin({
  id: 'panther',
  apis: [pantherApiFactory],
  externalRoutes: { template: templateRouteRef },
});
