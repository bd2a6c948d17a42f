import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { createSandbox } from './createSandbox';

/**
 * Mounts a stand-in Panther tenant at `/api/panther-sandbox`, for demos and tests.
 *
 * @public
 */
export const pantherSandboxPlugin = createBackendPlugin({
  pluginId: 'panther-sandbox',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        // It checks tokens of its own, as Panther does.
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
        httpRouter.use(createSandbox().app);
      },
    });
  },
});
