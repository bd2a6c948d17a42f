import { act, screen, waitFor, within } from '@testing-library/react';
import { PantherApi } from 'backstage-plugin-panther-common';
import { createLogTypeList } from '../__fixtures__/logTypes';
import { createResponseError } from '../__testUtils__/createResponseError';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { pantherS3Prefixes } from './pantherS3Prefixes';
import { S3Prefix } from './types';

function renderField(
  options: {
    rows?: Partial<S3Prefix>[];
    list?: PantherApi['listLogTypes'];
  } = {},
) {
  const { rows } = options;
  return renderTemplateForm(pantherS3Prefixes, {
    properties: {
      prefixes: {
        type: 'array',
        items: { type: 'object' },
        'ui:field': 'PantherS3Prefixes',
      },
    },
    formData: rows && { prefixes: rows },
    pantherApi: {
      listLogTypes:
        options.list ??
        (async (_instance, query) => createLogTypeList(query?.q)),
    },
  });
}

async function findRow(number: number) {
  return within(await screen.findByRole('group', { name: `Prefix ${number}` }));
}

const wholeBucket: S3Prefix = {
  prefix: '',
  logTypes: [],
  excludedPrefixes: [],
};

describe('the form field PantherS3Prefixes', () => {
  it('begins with a row for the whole bucket', async () => {
    const { submit } = renderField();

    const row = await findRow(1);
    expect(row.getByRole('textbox', { name: 'Prefix' })).toHaveValue('');
    expect(
      row.getByRole('textbox', { name: 'Prefix' }),
    ).toHaveAccessibleDescription(/empty for the whole bucket/);
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
    expect(await submit()).toEqual({ prefixes: [wholeBucket] });
  });

  it('takes a prefix, its log types and what to leave out', async () => {
    const { user, submit } = renderField();
    const row = await findRow(1);

    await user.type(row.getByRole('textbox', { name: 'Prefix' }), 'alb/');
    await user.click(row.getByRole('textbox', { name: 'Log types' }));
    await user.click(await screen.findByRole('option', { name: /^AWS.ALB/ }));
    await user.type(
      row.getByRole('textbox', { name: 'Excluded prefixes' }),
      'alb/healthcheck/{Enter}alb/debug/',
    );

    expect(await submit()).toEqual({
      prefixes: [
        {
          prefix: 'alb/',
          logTypes: ['AWS.ALB'],
          // What was typed last counts although nobody pressed Enter after it.
          excludedPrefixes: ['alb/healthcheck/', 'alb/debug/'],
        },
      ],
    });
  });

  it('can be filled in by the keyboard alone', async () => {
    const { user, submit } = renderField();
    const prefix = (await findRow(1)).getByRole('textbox', { name: 'Prefix' });
    act(() => prefix.focus());

    await user.keyboard('alb/');
    await user.tab();
    await user.keyboard('trail');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{ArrowDown}{Enter}');
    act(() => screen.getByRole('button', { name: 'Add prefix' }).focus());
    await user.keyboard('{Enter}');
    expect(
      (await findRow(2)).getByRole('textbox', { name: 'Prefix' }),
    ).toHaveFocus();
    await user.keyboard('trail/');

    expect(await submit()).toEqual({
      prefixes: [
        { prefix: 'alb/', logTypes: ['AWS.CloudTrail'], excludedPrefixes: [] },
        { ...wholeBucket, prefix: 'trail/' },
      ],
    });
  });

  it('removes a row, and keeps the focus at hand', async () => {
    const { user, submit } = renderField({
      rows: [
        { ...wholeBucket, prefix: 'alb/' },
        { ...wholeBucket, prefix: 'trail/' },
      ],
    });

    await user.click(
      await screen.findByRole('button', { name: 'Remove prefix 1' }),
    );

    expect(screen.getByRole('button', { name: 'Add prefix' })).toHaveFocus();
    expect(await submit()).toEqual({
      prefixes: [{ ...wholeBucket, prefix: 'trail/' }],
    });
  });

  it('fills up what a link to the form brings along only in part', async () => {
    const { submit } = renderField({
      rows: [{ prefix: 'alb/', logTypes: ['AWS.ALB'] }],
    });

    const row = await findRow(1);
    expect(row.getByRole('textbox', { name: 'Prefix' })).toHaveValue('alb/');
    expect(row.getByText('AWS.ALB')).toBeInTheDocument();
    expect(await submit()).toEqual({
      prefixes: [
        { prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] },
      ],
    });
  });

  it('asks for log types once, however many rows there are', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => ({
      ...wholeBucket,
      prefix: `part-${index}/`,
    }));
    const { user, pantherApi } = renderField({ rows });
    await findRow(10);
    expect(pantherApi.listLogTypes).not.toHaveBeenCalled();

    for (const number of [1, 2, 10]) {
      const row = await findRow(number);
      await user.click(row.getByRole('textbox', { name: 'Log types' }));
      await screen.findByRole('option', { name: /^AWS.ALB/ });
    }

    expect(pantherApi.listLogTypes).toHaveBeenCalledTimes(1);
  });

  it('says in its row what is wrong when the typing pauses', async () => {
    const { user } = renderField({ rows: [wholeBucket, { prefix: 'alb/' }] });
    const row = await findRow(2);
    const input = row.getByRole('textbox', { name: 'Prefix' });

    await user.clear(input);
    await user.type(input, '/alb');
    expect(row.queryByText(/must not begin with a slash/)).toBeNull();

    expect(
      await row.findByText(/must not begin with a slash/),
    ).toBeInTheDocument();
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription(/must not begin with a slash/);
    expect(
      (await findRow(1)).queryByText(/must not begin with a slash/),
    ).toBeNull();
  });

  it('does not let the form go on with what is wrong', async () => {
    const { user } = renderField({
      rows: [{ prefix: 'alb/' }, { prefix: 'alb/' }],
    });
    await findRow(2);

    await user.click(screen.getByRole('button', { name: 'Review' }));

    await waitFor(() =>
      expect(
        screen.getAllByText(/The prefix 'alb\/' is there twice/).length,
      ).toBeGreaterThan(1),
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it("passes on the backend's sentence when the log types cannot be searched", async () => {
    const error = await createResponseError(403, {
      name: 'NotAllowedError',
      message: 'You may not see log types.',
    });
    const { user } = renderField({
      rows: [wholeBucket, { prefix: 'alb/' }],
      list: () => Promise.reject(error),
    });
    const row = await findRow(2);

    await user.click(row.getByRole('textbox', { name: 'Log types' }));

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The log types could not be searched');
    expect(alert).toHaveTextContent('You may not see log types.');
  });
});
