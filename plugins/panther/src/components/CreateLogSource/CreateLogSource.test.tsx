import { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { screen, waitFor } from '@testing-library/react';
import { mutate } from 'swr';
import { createWebStorefrontAnswer } from '../../__fixtures__/answers';
import { webStorefront } from '../../__fixtures__/entities';
import { pantherApiMock } from '../../__testUtils__/pantherApiMock';
import pantherPlugin from '../../index';

function createTemplate(name: string): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { namespace: 'default', name },
    spec: { type: 'log-source' },
  };
}

const projectTemplate = createTemplate('send-s3-logs-to-panther');

/** Opens the tab of web-storefront, to which nothing is linked. */
function openTab(options: {
  templates?: Entity[];
  createTemplate?: string;
  isAllowed?: (request: EvaluatePermissionRequest) => boolean;
  hasScaffolder?: boolean;
  getEntityByRef?: () => Promise<Entity | undefined>;
}) {
  const { templates = [projectTemplate], isAllowed = () => true } = options;
  const catalogApi = catalogApiMock.mock({
    getEntityByRef:
      options.getEntityByRef ??
      (async ref => {
        const { namespace, name } =
          typeof ref === 'string' ? { namespace: '', name: ref } : ref;
        return templates.find(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.name === name,
        );
      }),
  });
  renderTestApp({
    features: [
      ...(options.hasScaffolder === false ? [] : [scaffolderPlugin]),
      pantherPlugin,
    ],
    extensions: [createTestEntityPage({ entity: webStorefront })],
    apis: [
      catalogApi,
      mockApis.permission({
        authorize: request =>
          isAllowed(request) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      }),
      pantherApiMock({
        getEntityLogSources: async () => createWebStorefrontAnswer(),
      }),
    ],
    config: {
      app: {
        extensions: [
          {
            'entity-content:panther/log-sources': {
              config: options.createTemplate
                ? { createTemplate: options.createTemplate }
                : {},
            },
          },
        ],
      },
    },
  });
  return catalogApi;
}

const link = { name: 'Create log source' };

async function expectNoLink() {
  await screen.findByRole('heading', { name: 'No log source is linked yet' });
  expect(screen.queryByRole('button', link)).toBeNull();
  expect(screen.queryByRole('link', link)).toBeNull();
}

describe('CreateLogSource', () => {
  beforeEach(async () => {
    // What one test may do must not be remembered in the next.
    await mutate(() => true, undefined);
  });

  it('leads from the empty tab to the template, with the component filled in', async () => {
    openTab({});

    const href = (await screen.findByRole('button', link)).getAttribute('href');
    const url = new URL(href!, 'http://portal.example');
    expect(url.pathname).toBe(
      '/create/templates/default/send-s3-logs-to-panther',
    );
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      component: 'component:default/web-storefront',
    });
  });

  it('leads to another template where the portal names one', async () => {
    openTab({
      templates: [createTemplate('bring-your-logs')],
      createTemplate: 'bring-your-logs',
    });

    expect(
      (await screen.findByRole('button', link)).getAttribute('href'),
    ).toMatch(/^\/create\/templates\/default\/bring-your-logs\?formData=/);
  });

  it('is not there for somebody who may not make log sources', async () => {
    const asked = jest.fn();
    const catalogApi = openTab({
      isAllowed: ({ permission }) => {
        asked(permission.name);
        return permission.name !== 'panther.log-source.create';
      },
    });

    await expectNoLink();
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith('panther.log-source.create'),
    );
    expect(catalogApi.getEntityByRef).not.toHaveBeenCalled();
    await expectNoLink();
  });

  it('is not there for somebody who may not link log sources to the component', async () => {
    const asked = jest.fn();
    openTab({
      isAllowed: request => {
        asked(request);
        return request.permission.name !== 'panther.link.create';
      },
    });

    await expectNoLink();
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith(
        expect.objectContaining({
          permission: expect.objectContaining({ name: 'panther.link.create' }),
          resourceRef: 'component:default/web-storefront',
        }),
      ),
    );
    await expectNoLink();
  });

  it('is not there where the catalog has no such template', async () => {
    const catalogApi = openTab({ templates: [] });

    await waitFor(() => expect(catalogApi.getEntityByRef).toHaveBeenCalled());
    await expectNoLink();
  });

  it('is not there in a portal without the scaffolder', async () => {
    const catalogApi = openTab({ hasScaffolder: false });

    await expectNoLink();
    expect(catalogApi.getEntityByRef).not.toHaveBeenCalled();
  });

  it('is there when the catalog does not answer, for the page of the template says so', async () => {
    openTab({
      getEntityByRef: () => Promise.reject(new Error('the catalog is away')),
    });

    expect(await screen.findByRole('button', link)).toBeInTheDocument();
  });
});
