import { ApiFactoryRegistry, ApiResolver } from '@backstage/core-app-api';
import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogPlugin, EntityLayout } from '@backstage/plugin-catalog';
import {
  EntityProvider,
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { registerMswTestHooks } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createCheckoutApiAnswer } from './__fixtures__/answers';
import { checkoutApi } from './__fixtures__/entities';
import { renderInLegacyApp } from './__testUtils__/renderInLegacyApp';
import {
  EntityLogSourcesContent,
  pantherApiRef,
  pantherPlugin,
} from './legacy';

/** The client, as an old-system app builds it from the plugin. */
function clientOf(plugin: typeof pantherPlugin) {
  const registry = new ApiFactoryRegistry();
  for (const factory of [
    ...plugin.getApis(),
    createApiFactory(
      discoveryApiRef,
      mockApis.discovery({ baseUrl: 'http://backend.example' }),
    ),
    createApiFactory(fetchApiRef, { fetch }),
  ]) {
    registry.register('default', factory);
  }
  return new ApiResolver(registry).get(pantherApiRef)!;
}

describe('the legacy pantherPlugin', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  it('fills a Log Sources tab from the routes of the Panther backend plugin', async () => {
    server.use(
      http.get(
        'http://backend.example/api/panther/entities/component/default/checkout-api/log-sources',
        () => HttpResponse.json(createCheckoutApiAnswer()),
      ),
    );

    await renderInLegacyApp(
      <TestApiProvider
        apis={[
          catalogApiMock({ entities: [checkoutApi] }),
          mockApis.permission(),
          [starredEntitiesApiRef, new MockStarredEntitiesApi()],
          [pantherApiRef, clientOf(pantherPlugin)],
        ]}
      >
        <EntityProvider entity={checkoutApi}>
          <EntityLayout>
            <EntityLayout.Route path="/log-sources" title="Log Sources">
              <EntityLogSourcesContent />
            </EntityLayout.Route>
          </EntityLayout>
        </EntityProvider>
      </TestApiProvider>,
      {
        path: '/log-sources',
        mountedRoutes: {
          '/catalog': catalogPlugin.routes.catalogIndex,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );

    expect(
      await screen.findByRole('tab', { name: 'Log Sources' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('row', { name: /Checkout access logs/ }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Link log source' }),
    ).toBeInTheDocument();
  });
});
