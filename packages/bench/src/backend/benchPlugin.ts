import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import Router from 'express-promise-router';
import { createControlRouter } from './createControlRouter';
import { createFloorRouter } from './createFloorRouter';

/** What only a benchmark needs of a backend, under `/api/bench`. */
export const benchPlugin = createBackendPlugin({
  pluginId: 'bench',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
      },
      async init({ catalog, httpAuth, httpRouter, permissions }) {
        const answers = new Map<string, Buffer>();
        const router = Router();
        router.use(
          '/floor',
          createFloorRouter({ answers, catalog, httpAuth, permissions }),
        );
        router.use('/control', createControlRouter({ answers }));
        httpRouter.use(router);
        httpRouter.addAuthPolicy({
          path: '/control',
          allow: 'unauthenticated',
        });
      },
    });
  },
});
