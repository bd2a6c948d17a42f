import { screen, waitFor } from '@testing-library/react';
import { Instance } from 'backstage-plugin-panther-common';
import {
  createInstance,
  createReadOnlyInstance,
} from '../__fixtures__/instances';
import { createResponseError } from '../__testUtils__/createResponseError';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { pantherInstance } from './pantherInstance';

const properties = {
  instance: { type: 'string', 'ui:field': 'PantherInstance' },
};

function renderField(
  items: Instance[],
  formData?: { instance: string },
): ReturnType<typeof renderTemplateForm> {
  return renderTemplateForm(pantherInstance, {
    properties,
    required: ['instance'],
    formData,
    pantherApi: { listInstances: async () => ({ items }) },
  });
}

const another = { ...createInstance(), id: 'us', title: 'Acme US' };

describe('the form field PantherInstance', () => {
  it('says that it loads', async () => {
    renderTemplateForm(pantherInstance, {
      properties,
      pantherApi: { listInstances: () => new Promise(() => {}) },
    });

    expect(await screen.findByTestId('progress')).toBeInTheDocument();
    expect(
      screen.getByRole('radiogroup', { name: 'Panther instance' }),
    ).toHaveAttribute('aria-busy', 'true');
  });

  it('chooses the only instance by itself', async () => {
    const { submit } = renderField([createInstance()]);

    await waitFor(() =>
      expect(
        screen.getByRole('radio', { name: /^Acme Security/ }),
      ).toBeChecked(),
    );
    expect(await submit()).toEqual({ instance: 'default' });
  });

  it('leaves the choice of several to the person', async () => {
    const { user, submit } = renderField([createInstance(), another]);
    expect(
      await screen.findByRole('radio', { name: /^Acme Security/ }),
    ).not.toBeChecked();

    await user.click(screen.getByRole('radio', { name: /^Acme US/ }));

    expect(await submit()).toEqual({ instance: 'us' });
  });

  it('shows one that can only be read, and why it cannot be chosen', async () => {
    renderField([createInstance(), another, createReadOnlyInstance()]);

    expect(
      await screen.findByRole('radio', {
        name: /^Acme EMEA emea, can only be read.*manageToken/,
      }),
    ).toBeDisabled();
  });

  it('chooses the only one that can be chosen by itself', async () => {
    renderField([createReadOnlyInstance(), createInstance()]);

    await waitFor(() =>
      expect(
        screen.getByRole('radio', { name: /^Acme Security/ }),
      ).toBeChecked(),
    );
  });

  it('keeps what a link to the form brings along', async () => {
    const { submit } = renderField([createInstance(), another], {
      instance: 'us',
    });

    expect(
      await screen.findByRole('radio', { name: /^Acme US/ }),
    ).toBeChecked();
    expect(await submit()).toEqual({ instance: 'us' });
  });

  it.each([
    [
      'emea',
      'The portal may not change the log sources of Acme EMEA; choose another instance.',
    ],
    [
      'nowhere',
      "The portal has no Panther instance 'nowhere'; choose another.",
    ],
  ])(
    'does not let the form go on with %s, which cannot be chosen',
    async (instance, sentence) => {
      const { user } = renderField(
        [createInstance(), another, createReadOnlyInstance()],
        { instance },
      );
      expect(await screen.findByText(sentence)).toBeInTheDocument();

      await user.click(screen.getByRole('button', { name: 'Review' }));

      await waitFor(() =>
        expect(screen.getByRole('status')).toHaveTextContent(sentence),
      );
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    },
  );

  it.each([
    [[], /^The portal has no Panther instance; whoever runs it/],
    [[createReadOnlyInstance()], /^The portal may not change .* any Panther/],
  ])('says whom to ask where none can be chosen', async (items, sentence) => {
    renderField(items);

    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it("passes on the backend's sentence when it fails, and tries again when asked to", async () => {
    const error = await createResponseError(403, {
      name: 'NotAllowedError',
      message: 'You may not see Panther instances.',
    });
    const answers = [
      () => Promise.reject(error),
      async () => ({ items: [createInstance()] }),
    ];
    const { user } = renderTemplateForm(pantherInstance, {
      properties,
      pantherApi: { listInstances: () => answers.shift()!() },
    });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The Panther instances could not be loaded',
    );
    expect(alert).toHaveTextContent('You may not see Panther instances.');
    expect(screen.queryByText(/whoever runs it/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    await waitFor(() =>
      expect(
        screen.getByRole('radio', { name: /^Acme Security/ }),
      ).toBeChecked(),
    );
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says what kept the form from being checked', async () => {
    const answers = [
      async () => ({ items: [createInstance()] }),
      () => Promise.reject(new TypeError('Failed to fetch')),
    ];
    const { user } = renderTemplateForm(pantherInstance, {
      properties,
      pantherApi: { listInstances: () => answers.shift()!() },
    });
    await screen.findByRole('radio', { name: /^Acme Security/ });

    await user.click(screen.getByRole('button', { name: 'Review' }));

    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent(
        /^This could not be checked\. .*Failed to fetch/,
      ),
    );
  });
});
