import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { registerMswTestHooks } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createCheckoutApiAnswer } from './__fixtures__/answers';
import { checkoutApi, commerce } from './__fixtures__/entities';
import { pantherApiMock } from './__testUtils__/pantherApiMock';
import pantherPlugin from './index';

function renderEntityPage(entity: Entity, path: string) {
  renderTestApp({
    features: [catalogPlugin, pantherPlugin],
    apis: [
      catalogApiMock({ entities: [entity] }),
      mockApis.permission(),
      pantherApiMock({
        getEntityLogSources: async () => createCheckoutApiAnswer(),
      }),
    ],
    initialRouteEntries: [path],
  });
}

describe('pantherPlugin', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  it('adds a Log Sources tab to a component', async () => {
    const user = userEvent.setup();
    renderEntityPage(checkoutApi, '/catalog/default/component/checkout-api');

    await user.click(await screen.findByRole('link', { name: 'Log Sources' }));

    expect(
      await screen.findByRole('table', { name: 'Linked log sources' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Link log source' }),
    ).toBeInTheDocument();
  });

  it('adds no tab to a system', async () => {
    renderEntityPage(commerce, '/catalog/default/system/commerce');

    expect(
      await screen.findByRole('heading', { name: 'commerce' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Log Sources' })).toBeNull();
  });

  it('brings a client that calls the routes of the Panther backend plugin', async () => {
    const asked = new Array<string>();
    server.use(
      http.get('*/api/panther/*', ({ request }) => {
        asked.push(new URL(request.url).pathname);
        return HttpResponse.json(createCheckoutApiAnswer());
      }),
    );

    renderTestApp({
      features: [pantherPlugin],
      extensions: [createTestEntityPage({ entity: checkoutApi })],
    });

    expect(
      await screen.findByRole('row', { name: /Checkout access logs/ }),
    ).toBeInTheDocument();
    expect(asked).toEqual([
      '/api/panther/entities/component/default/checkout-api/log-sources',
    ]);
  });
});
