import { screen, waitFor, within } from '@testing-library/react';
import { JsonObject } from '@backstage/types';
import { PantherApi } from 'backstage-plugin-panther-common';
import {
  createEdgeLoadBalancerLogs,
  createLogSources,
  createPageOf,
  ids,
} from '../__fixtures__/logSources';
import { createLogTypeList } from '../__fixtures__/logTypes';
import { createEdgeSettings } from '../__fixtures__/s3Sources';
import { createResponseError } from '../__testUtils__/createResponseError';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { pantherS3SourceChange } from './pantherS3SourceChange';

const edgeRef = `default:${ids.edgeLoadBalancerLogs}`;

const edgeUnchanged = {
  logSourceRef: edgeRef,
  revision: 'revision-1',
  label: 'Edge load balancer logs',
  prefixes: [
    { prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: ['alb/x/'] },
  ],
};

function renderField(
  options: { change?: JsonObject; pantherApi?: Partial<PantherApi> } = {},
) {
  return renderTemplateForm(pantherS3SourceChange, {
    properties: {
      change: { type: 'object', 'ui:field': 'PantherS3SourceChange' },
    },
    required: ['change'],
    formData: options.change && { change: options.change },
    pantherApi: {
      listLogSources: async query =>
        query?.q
          ? createPageOf([createEdgeLoadBalancerLogs()])
          : createPageOf(createLogSources()),
      getS3Source: async () => createEdgeSettings(),
      listLogTypes: async () => createLogTypeList(),
      ...options.pantherApi,
    },
  });
}

const findLabel = () => screen.findByRole('textbox', { name: /^Label/ });
const findPrefix = async () =>
  within(await screen.findByRole('group', { name: 'Prefix 1' })).getByRole(
    'textbox',
    { name: 'Prefix' },
  );

describe('the form field PantherS3SourceChange', () => {
  it('lets an S3 source be chosen that may be changed, and begins with what Panther has now', async () => {
    const { user, pantherApi, submit } = renderField();

    await user.click(
      await screen.findByRole('textbox', { name: /^S3 log source/ }),
    );
    await user.click(
      await screen.findByRole('option', { name: /^Edge load balancer logs/ }),
    );

    expect(await findLabel()).toHaveValue('Edge load balancer logs');
    expect(await findPrefix()).toHaveValue('alb/');
    expect(
      screen.getByText('Bucket acme-edge-logs of the AWS account 111122223333'),
    ).toBeInTheDocument();
    expect(pantherApi.listLogSources).toHaveBeenCalledWith(
      { permittedTo: 'update', type: ['aws-s3'], limit: 20 },
      { signal: expect.any(AbortSignal) },
    );
    expect(pantherApi.getS3Source.mock.calls).toEqual([
      [
        { instance: 'default', integrationId: ids.edgeLoadBalancerLogs },
        { signal: expect.any(AbortSignal) },
      ],
    ]);
    expect(await submit()).toEqual({ change: edgeUnchanged });
  });

  it('submits what was changed, and the revision it was changed from', async () => {
    const { user, submit } = renderField({ change: { logSourceRef: edgeRef } });

    await user.clear(await findLabel());
    await user.type(await findLabel(), 'Edge logs');
    await user.click(screen.getByRole('button', { name: 'Add prefix' }));
    await user.keyboard('cdn/');

    expect(await submit()).toEqual({
      change: {
        ...edgeUnchanged,
        label: 'Edge logs',
        prefixes: [
          ...edgeUnchanged.prefixes,
          { prefix: 'cdn/', logTypes: [], excludedPrefixes: [] },
        ],
      },
    });
  });

  it('completes what a link to the form has only in part', async () => {
    const { submit } = renderField({
      change: {
        logSourceRef: edgeRef,
        revision: 'revision-1',
        prefixes: [{ prefix: 'web/' }],
      },
    });

    expect(await findLabel()).toHaveValue('Edge load balancer logs');
    expect(await submit()).toEqual({
      change: {
        ...edgeUnchanged,
        prefixes: [{ prefix: 'web/', logTypes: [], excludedPrefixes: [] }],
      },
    });
  });

  it('does not offer what Panther lets nobody change', async () => {
    const { user } = renderField();

    await user.click(
      await screen.findByRole('textbox', { name: /^S3 log source/ }),
    );

    expect(
      await screen.findByRole('option', {
        name: /^Checkout audit trail .*not editable/,
      }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('keeps what was filled in before, when the page of the form is come back to', async () => {
    renderField({ change: { ...edgeUnchanged, label: 'Edge logs' } });

    expect(await findLabel()).toHaveValue('Edge logs');
  });

  it('says that the settings load', async () => {
    renderField({
      change: { logSourceRef: edgeRef },
      pantherApi: { getS3Source: () => new Promise(() => {}) },
    });

    expect(await screen.findByTestId('progress')).toBeInTheDocument();
    expect(screen.queryByRole('textbox', { name: /^Label/ })).toBeNull();
  });

  it("passes on the backend's sentence when the settings cannot be loaded, and tries again when asked to", async () => {
    const error = await createResponseError(503, {
      name: 'ServiceUnavailableError',
      message: 'Panther (Acme Security) cannot be reached.',
    });
    const answers = [
      () => Promise.reject(error),
      async () => createEdgeSettings(),
    ];
    const { user } = renderField({
      change: { logSourceRef: edgeRef },
      pantherApi: { getS3Source: () => answers.shift()!() },
    });

    const alert = await screen.findByText(
      'Panther (Acme Security) cannot be reached.',
    );
    expect(alert).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await findLabel()).toHaveValue('Edge load balancer logs');
  });

  it.each([
    [{ state: 'deleted' as const, revision: undefined }, /is not in Panther/],
    [{ isEditable: false }, /as not editable/],
  ])('says why it cannot be changed with %o', async (difference, sentence) => {
    const { user } = renderField({
      change: { logSourceRef: edgeRef },
      pantherApi: {
        getS3Source: async () => ({ ...createEdgeSettings(), ...difference }),
      },
    });
    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(screen.queryByRole('textbox', { name: /^Label/ })).toBeNull();

    await user.click(screen.getByRole('button', { name: 'Review' }));

    await waitFor(() =>
      expect(screen.getAllByText(sentence).length).toBeGreaterThan(1),
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('does not let the form go on before anything is chosen', async () => {
    const { user } = renderField();
    await screen.findByRole('textbox', { name: /^S3 log source/ });

    // The browser would not even ask, but a form need not check by it.
    await user.click(screen.getByRole('button', { name: 'Review' }));

    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    expect(
      screen.getByRole('textbox', { name: /^S3 log source/ }),
    ).toBeRequired();
  });

  it('says what is wrong with the label and the prefixes, but not with what Panther has already', async () => {
    const settings = createEdgeSettings();
    const { user } = renderField({
      change: { logSourceRef: edgeRef },
      pantherApi: {
        getS3Source: async () => ({
          ...settings,
          settings: {
            ...settings.settings,
            label: 'edge_logs',
            prefixes: [
              { prefix: '/alb', logTypes: ['AWS.ALB'], excludedPrefixes: [] },
            ],
          },
        }),
      },
    });
    expect(await findLabel()).toHaveValue('edge_logs');
    expect(await findLabel()).toBeValid();
    expect(await findPrefix()).toBeValid();

    await user.type(await findLabel(), '!');
    await user.type(await findPrefix(), '*');

    expect(
      await screen.findByText(/The label may have letters/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/must not begin with a slash/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await waitFor(() =>
      expect(
        screen.getAllByText(/The label may have letters/).length,
      ).toBeGreaterThan(1),
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('notices that somebody else has changed it meanwhile, and starts over when asked to', async () => {
    const now = createEdgeSettings();
    const revisions = ['revision-1', 'revision-2', 'revision-2', 'revision-2'];
    const { user, submit } = renderField({
      change: { logSourceRef: edgeRef },
      pantherApi: {
        getS3Source: async () => ({
          ...now,
          settings: {
            ...now.settings,
            label: revisions[0] === 'revision-1' ? 'Edge' : 'Edge of others',
          },
          revision: revisions.shift()!,
        }),
      },
    });
    expect(await findLabel()).toHaveValue('Edge');

    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/was changed since its settings/)).length,
    ).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Start over' }));
    await waitFor(async () =>
      expect(await findLabel()).toHaveValue('Edge of others'),
    );

    expect(await submit()).toMatchObject({
      change: { revision: 'revision-2', label: 'Edge of others' },
    });
  });
});
