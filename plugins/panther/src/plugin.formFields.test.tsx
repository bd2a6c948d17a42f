import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  everyFieldAnswers,
  everyFieldFormData,
  everyFieldTemplate,
  everyFieldValues,
} from './__fixtures__/everyFieldTemplate';
import { expectEveryField } from './__testUtils__/expectEveryField';
import { pantherApiMock } from './__testUtils__/pantherApiMock';
import pantherPlugin from './index';

describe('the form fields of pantherPlugin', () => {
  beforeEach(() => {
    // The scaffolder reads it from there, and not from its router.
    window.history.replaceState(
      {},
      '',
      `/?formData=${encodeURIComponent(JSON.stringify(everyFieldFormData))}`,
    );
  });

  afterEach(() => {
    window.history.replaceState({}, '', '/');
  });

  it('are there in the forms of the scaffolder, and submit what is in them', async () => {
    const user = userEvent.setup();
    const scaffolderApi = scaffolderApiMock.mock({
      getTemplateParameterSchema: async () => everyFieldTemplate,
      // The page of the task is no matter of ours.
      scaffold: () => new Promise(() => {}),
    });
    renderTestApp({
      features: [catalogPlugin, scaffolderPlugin, pantherPlugin],
      apis: [
        catalogApiMock(),
        mockApis.permission(),
        pantherApiMock(everyFieldAnswers),
        scaffolderApi,
      ],
      initialRouteEntries: ['/create/templates/default/every-field'],
    });

    await expectEveryField();
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));

    await waitFor(() =>
      expect(scaffolderApi.scaffold.mock.calls[0]![0]).toEqual({
        templateRef: 'template:default/every-field',
        values: everyFieldValues,
        secrets: {},
      }),
    );
  });
});
