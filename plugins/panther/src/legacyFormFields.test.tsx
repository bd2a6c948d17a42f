import { FlatRoutes } from '@backstage/core-app-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { ScaffolderPage, scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import {
  everyFieldAnswers,
  everyFieldFormData,
  everyFieldTemplate,
  everyFieldValues,
} from './__fixtures__/everyFieldTemplate';
import { expectEveryField } from './__testUtils__/expectEveryField';
import { pantherApiMock } from './__testUtils__/pantherApiMock';
import { renderInLegacyApp } from './__testUtils__/renderInLegacyApp';
import {
  PantherAwsAccountFieldExtension,
  PantherBucketFieldExtension,
  PantherInstanceFieldExtension,
  PantherKmsKeyFieldExtension,
  PantherLabelFieldExtension,
  PantherLogSourceFieldExtension,
  PantherLogTypesFieldExtension,
  PantherRoleArnFieldExtension,
  PantherS3PrefixesFieldExtension,
  PantherS3SourceChangeFieldExtension,
} from './legacy';

async function renderForm(formData: object) {
  // The scaffolder reads it from there, and not from its router.
  window.history.replaceState(
    {},
    '',
    `/?formData=${encodeURIComponent(JSON.stringify(formData))}`,
  );
  const scaffolderApi = scaffolderApiMock.mock({
    getTemplateParameterSchema: async () => everyFieldTemplate,
    // The page of the task is no matter of ours.
    scaffold: () => new Promise(() => {}),
  });
  await renderInLegacyApp(
    <TestApiProvider
      apis={[
        catalogApiMock(),
        mockApis.permission(),
        pantherApiMock(everyFieldAnswers),
        scaffolderApi,
      ]}
    >
      <FlatRoutes>
        <Route path="/create" element={<ScaffolderPage />}>
          <ScaffolderFieldExtensions>
            <PantherInstanceFieldExtension />
            <PantherLogSourceFieldExtension />
            <PantherLogTypesFieldExtension />
            <PantherS3PrefixesFieldExtension />
            <PantherS3SourceChangeFieldExtension />
            <PantherLabelFieldExtension />
            <PantherAwsAccountFieldExtension />
            <PantherBucketFieldExtension />
            <PantherRoleArnFieldExtension />
            <PantherKmsKeyFieldExtension />
          </ScaffolderFieldExtensions>
        </Route>
      </FlatRoutes>
    </TestApiProvider>,
    {
      path: '/create/templates/default/every-field',
      mountedRoutes: {
        '/create': scaffolderPlugin.routes.root,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return scaffolderApi;
}

describe('the legacy form fields', () => {
  afterEach(() => {
    window.history.replaceState({}, '', '/');
  });

  it('are there in the forms of the scaffolder, and submit what is in them', async () => {
    const user = userEvent.setup();
    const scaffolderApi = await renderForm(everyFieldFormData);

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

  it('do not let a form go on with what is wrong', async () => {
    const user = userEvent.setup();
    await renderForm({ ...everyFieldFormData, bucket: 's3://acme-logs' });

    await screen.findByRole('textbox', { name: /^S3 bucket/ });
    await user.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      (await screen.findAllByText(/must be the name of an S3 bucket/)).length,
    ).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });
});
