import { act, screen, waitFor } from '@testing-library/react';
import { PantherApi } from 'backstage-plugin-panther-common';
import {
  createLogTypeList,
  createUnknownLogTypeList,
} from '../__fixtures__/logTypes';
import { createResponseError } from '../__testUtils__/createResponseError';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { pantherLogTypes } from './pantherLogTypes';

function renderField(
  options: {
    instanceField?: string;
    formData?: { [name: string]: string | string[] };
    list?: PantherApi['listLogTypes'];
  } = {},
) {
  const { instanceField, formData } = options;
  return renderTemplateForm(pantherLogTypes, {
    properties: {
      logTypes: {
        type: 'array',
        items: { type: 'string' },
        'ui:field': 'PantherLogTypes',
        'ui:options': instanceField ? { instanceField } : {},
      },
    },
    formData,
    pantherApi: {
      listLogTypes:
        options.list ??
        (async (_instance, query) => createLogTypeList(query?.q)),
    },
  });
}

const findInput = () => screen.findByRole('textbox', { name: /^Log types/ });

describe('the form field PantherLogTypes', () => {
  it('asks nothing before anybody looks for a log type', async () => {
    const { pantherApi } = renderField();

    expect(await findInput()).toHaveAccessibleDescription(
      /The kinds of logs that Panther is to parse/,
    );
    expect(pantherApi.listLogTypes).not.toHaveBeenCalled();
  });

  it('finds log types by what is typed before the list was opened', async () => {
    const { user } = renderField();

    const input = await findInput();
    act(() => input.focus());
    await user.paste('alb');

    expect(
      await screen.findByRole('option', { name: /^AWS.ALB/ }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });

  it('finds log types by what is typed, with one request a pause, and submits their names', async () => {
    const { user, pantherApi, submit } = renderField();

    await user.click(await findInput());
    await user.click(
      await screen.findByRole('option', {
        name: 'AWS.CloudTrail Calls of AWS APIs',
      }),
    );
    await user.click(await findInput());
    // At once, for a busy machine pauses between letters.
    await user.paste('alb');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{ArrowDown}{Enter}');

    expect(
      pantherApi.listLogTypes.mock.calls.map(([instance, query]) => [
        instance,
        query?.q,
      ]),
    ).toEqual([
      ['default', undefined],
      ['default', 'alb'],
    ]);
    expect(await submit()).toEqual({
      logTypes: ['AWS.CloudTrail', 'AWS.ALB'],
    });
  });

  it('asks the instance that the form names', async () => {
    const { user, pantherApi } = renderField({ formData: { instance: 'us' } });

    await user.click(await findInput());

    await screen.findAllByRole('option');
    expect(pantherApi.listLogTypes.mock.calls[0]![0]).toBe('us');
  });

  it('asks the instance that another field of the form names, where the template says so', async () => {
    const { user, pantherApi } = renderField({
      instanceField: 'tenant',
      formData: { instance: 'us', tenant: 'emea' },
    });

    await user.click(await findInput());

    await screen.findAllByRole('option');
    expect(pantherApi.listLogTypes.mock.calls[0]![0]).toBe('emea');
  });

  it('shows what a link to the form brings along, which can be removed', async () => {
    const { user, submit } = renderField({
      formData: { logTypes: ['AWS.ALB', 'AWS.CloudTrail'] },
    });
    expect(await screen.findByText('AWS.ALB')).toBeInTheDocument();

    await user.click(await findInput());
    await user.keyboard('{Backspace}');

    expect(await submit()).toEqual({ logTypes: ['AWS.ALB'] });
  });

  it('does not let the form go on with what is there twice', async () => {
    const sentence =
      "The log type 'AWS.ALB' is there twice; remove one of them.";
    const { user } = renderField({
      formData: { logTypes: ['AWS.ALB', 'AWS.ALB'] },
    });
    expect(await screen.findByText(sentence)).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Review' }));

    await waitFor(() => expect(screen.getAllByText(sentence)).toHaveLength(2));
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('says that nothing fits', async () => {
    const { user } = renderField();

    await user.type(await findInput(), 'okta');

    expect(
      await screen.findAllByText(
        'No log type that could still be chosen fits.',
      ),
    ).not.toHaveLength(0);
  });

  it('says how many more there are than it shows', async () => {
    const { user } = renderField({
      list: async () => ({ ...createLogTypeList(), total: 300 }),
    });

    await user.click(await findInput());

    expect(
      await screen.findByText(
        'The first 4 of 300 log types; type to see others.',
      ),
    ).toBeInTheDocument();
  });

  it('lets people type names where the portal does not know the log types, and says why', async () => {
    const { user, submit } = renderField({
      list: async () => createUnknownLogTypeList(),
    });

    await user.click(await findInput());
    expect(
      await screen.findByText(
        /The token lacks the permission to view log types/,
      ),
    ).toBeInTheDocument();
    await user.keyboard('AWS.ALB{Enter}');

    expect(await submit()).toEqual({ logTypes: ['AWS.ALB'] });
  });

  it("passes on the backend's sentence when it fails instead of an empty list, and searches again when asked to", async () => {
    const error = await createResponseError(404, {
      name: 'NotFoundError',
      message: "There is no Panther instance 'default'.",
    });
    const answers = [
      () => Promise.reject(error),
      async () => createLogTypeList(),
    ];
    const { user } = renderField({ list: () => answers.shift()!() });

    await user.click(await findInput());

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The log types could not be searched');
    expect(alert).toHaveTextContent("There is no Panther instance 'default'.");
    expect(screen.queryByText(/chosen fits/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    await user.click(await findInput());

    expect(
      await screen.findByRole('option', { name: /^AWS.ALB/ }),
    ).toBeInTheDocument();
  });
});
