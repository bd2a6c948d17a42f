import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { createProxyMiddleware } from 'http-proxy-middleware';

/**
 * The usual plugin way: `/api/proxy/panther` passes on to Panther whatever a signed-in user asks,
 * with the token put in. It is made of what Backstage's own proxy plugin is made of.
 */
export const proxyPlugin = createBackendPlugin({
  pluginId: 'proxy',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, httpRouter }) {
        httpRouter.use(
          createProxyMiddleware('/api/proxy/panther', {
            target: config.getString('bench.proxyTarget'),
            changeOrigin: true,
            pathRewrite: { '^/api/proxy/panther': '' },
            logLevel: 'warn',
            onProxyReq(proxied) {
              proxied.removeHeader('authorization');
              proxied.setHeader('x-api-key', config.getString('bench.token'));
            },
          }),
        );
      },
    });
  },
});
