import { act, screen, waitFor } from '@testing-library/react';
import { PantherApi } from 'backstage-plugin-panther-common';
import { createFreshness } from '../__fixtures__/answers';
import {
  createCheckoutAuditTrail,
  createEdgeLoadBalancerLogs,
  createLogSources,
  createPageOf,
  ids,
} from '../__fixtures__/logSources';
import { createResponseError } from '../__testUtils__/createResponseError';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { pantherLogSource } from './pantherLogSource';

const edgeRef = `default:${ids.edgeLoadBalancerLogs}`;

/** Finds by text, as the backend does. */
const listLogSources: PantherApi['listLogSources'] = async query =>
  createPageOf(
    createLogSources().filter(
      ({ label, integrationId }) =>
        integrationId === query?.q ||
        label.toLowerCase().includes(query?.q?.toLowerCase() ?? ''),
    ),
  );

function renderField(options: {
  fieldOptions?: { permittedTo?: string; type?: string };
  formData?: { logSource: string };
  list?: PantherApi['listLogSources'];
  getLogSource?: PantherApi['getLogSource'];
}) {
  return renderTemplateForm(pantherLogSource, {
    properties: {
      logSource: {
        type: 'string',
        'ui:field': 'PantherLogSource',
        'ui:options': options.fieldOptions ?? {},
      },
    },
    required: ['logSource'],
    formData: options.formData,
    pantherApi: {
      listLogSources: options.list ?? listLogSources,
      ...(options.getLogSource && { getLogSource: options.getLogSource }),
    },
  });
}

async function findCombobox() {
  // The component is of a time before inputs were comboboxes.
  return screen.findByRole('textbox', { name: /^Log source/ });
}

const edgeOption = { name: /^Edge load balancer logs Healthy/ };

describe('the form field PantherLogSource', () => {
  it('asks nothing before anybody looks for a log source', async () => {
    const { pantherApi } = renderField({});

    expect(await findCombobox()).toHaveAccessibleDescription(
      /Those that you may change are offered\./,
    );
    expect(pantherApi.listLogSources).not.toHaveBeenCalled();
  });

  it('finds a log source by what is typed before the list was opened', async () => {
    const { user } = renderField({});

    const input = await findCombobox();
    act(() => input.focus());
    await user.paste('edge');

    expect(await screen.findByRole('option', edgeOption)).toBeInTheDocument();
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });

  it('finds a log source by what is typed, with one request a pause, and submits its ref', async () => {
    const { user, pantherApi, submit } = renderField({});

    await user.click(await findCombobox());
    await screen.findByRole('option', { name: /^Billing worker logs/ });
    // At once, for a busy machine pauses between letters.
    await user.paste('edge');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{ArrowDown}{Enter}');

    expect(await findCombobox()).toHaveValue('Edge load balancer logs');
    expect(
      pantherApi.listLogSources.mock.calls.map(([query]) => query),
    ).toEqual([
      { permittedTo: 'update', limit: 20 },
      { q: 'edge', permittedTo: 'update', limit: 20 },
    ]);
    expect(await submit()).toEqual({ logSource: edgeRef });
  });

  it('asks for what the template wants people to be permitted to, and for its type', async () => {
    const { user, pantherApi } = renderField({
      fieldOptions: { permittedTo: 'delete', type: 'aws-s3' },
    });

    await user.click(await findCombobox());

    await screen.findByRole('option', edgeOption);
    expect(pantherApi.listLogSources).toHaveBeenCalledWith(
      { permittedTo: 'delete', type: ['aws-s3'], limit: 20 },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('offers all that may be seen where that is enough', async () => {
    const { user, pantherApi } = renderField({
      fieldOptions: { permittedTo: 'read' },
    });

    await user.click(await findCombobox());

    await screen.findByRole('option', edgeOption);
    expect(pantherApi.listLogSources.mock.calls[0]![0]).toEqual({ limit: 20 });
  });

  it('does not let what Panther lets nobody delete be chosen for that, and says why', async () => {
    const { user } = renderField({ fieldOptions: { permittedTo: 'delete' } });

    await user.click(await findCombobox());

    expect(
      await screen.findByRole('option', {
        name: /^Checkout audit trail .*not editable, so it cannot be deleted/,
      }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('option', edgeOption)).toHaveAttribute(
      'aria-disabled',
      'false',
    );
  });

  describe('with a ref that a link to the form brings along', () => {
    it('looks up its label, whether or not the ref names the default instance', async () => {
      const { pantherApi, submit } = renderField({
        formData: { logSource: ids.edgeLoadBalancerLogs },
      });

      await waitFor(async () =>
        expect(await findCombobox()).toHaveValue('Edge load balancer logs'),
      );
      expect(pantherApi.listLogSources.mock.calls).toEqual([
        [
          {
            q: ids.edgeLoadBalancerLogs,
            instance: ['default'],
            permittedTo: 'update',
          },
          { signal: expect.any(AbortSignal) },
        ],
      ]);
      expect(await submit()).toEqual({ logSource: ids.edgeLoadBalancerLogs });
    });

    it('says that there is no such log source, and does not let the form go on', async () => {
      const sentence = `There is no log source 'default:${ids.ledger}' that you may change; choose another.`;
      const { user } = renderField({
        formData: { logSource: `default:${ids.ledger}` },
      });
      expect(await screen.findByText(sentence)).toBeInTheDocument();
      expect(await findCombobox()).toBeInvalid();
      expect(await findCombobox()).toHaveValue(`default:${ids.ledger}`);

      await user.click(screen.getByRole('button', { name: 'Review' }));

      await waitFor(() =>
        expect(screen.getAllByText(sentence)).toHaveLength(2),
      );
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    });

    it('says what is linked to it, where it is to be deleted', async () => {
      const getLogSource = jest.fn(async () => ({
        logSource: createEdgeLoadBalancerLogs(),
        linkedEntities: [
          {
            entityRef: 'component:default/checkout-api',
            origins: ['portal' as const],
          },
        ],
        otherLinkedEntities: 2,
        freshness: {
          instance: 'default',
          title: 'Acme Security',
          stale: false,
        },
      }));
      renderField({
        fieldOptions: { permittedTo: 'delete' },
        formData: { logSource: edgeRef },
        getLogSource,
      });

      expect(
        await screen.findByText(
          'Linked to component:default/checkout-api, 2 more.',
        ),
      ).toBeInTheDocument();
    });

    it('does not let the form go on with one that cannot be deleted', async () => {
      const { user } = renderField({
        fieldOptions: { permittedTo: 'delete' },
        formData: { logSource: createCheckoutAuditTrail().ref },
      });
      expect(
        await screen.findByText(/not editable, so it cannot be deleted/),
      ).toBeInTheDocument();

      await user.click(screen.getByRole('button', { name: 'Review' }));

      await waitFor(() =>
        expect(
          screen.getAllByText(/not editable, so it cannot be deleted/).length,
        ).toBeGreaterThan(1),
      );
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    });

    it('passes on why it could not be looked up, and tries again when asked to', async () => {
      const error = await createResponseError(503, {
        name: 'ServiceUnavailableError',
        message: 'The database is away.',
      });
      const answers = [
        () => Promise.reject(error),
        async () => createPageOf([createEdgeLoadBalancerLogs()]),
      ];
      const { user } = renderField({
        formData: { logSource: edgeRef },
        list: () => answers.shift()!(),
      });

      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('could not be looked up');
      expect(alert).toHaveTextContent('The database is away.');
      await user.click(screen.getByRole('button', { name: 'Try again' }));

      await waitFor(async () =>
        expect(await findCombobox()).toHaveValue('Edge load balancer logs'),
      );
    });
  });

  describe('the search', () => {
    it('says that it is under way', async () => {
      const { user } = renderField({ list: () => new Promise(() => {}) });

      await user.click(await findCombobox());

      expect(
        await screen.findAllByText('Searching log sources'),
      ).not.toHaveLength(0);
    });

    it('says that nothing fits', async () => {
      const { user } = renderField({ list: async () => createPageOf([]) });

      await user.click(await findCombobox());

      expect(
        await screen.findAllByText('No log source that you may change fits.'),
      ).not.toHaveLength(0);
    });

    it('says how many more there are than it shows', async () => {
      const { user } = renderField({
        list: async () => ({ ...createPageOf(createLogSources()), total: 57 }),
      });

      await user.click(await findCombobox());

      expect(
        await screen.findByText(
          'The first 4 of 57 log sources; type to see others.',
        ),
      ).toBeInTheDocument();
    });

    it('says that Panther could not be read, which may be why something is not found', async () => {
      const { user } = renderField({
        list: async () => ({
          ...createPageOf([]),
          freshness: [
            {
              ...createFreshness(),
              stale: true,
              problem: {
                code: 'unreachable',
                message: 'Check panther.instances[0].apiUrl.',
              },
            },
          ],
        }),
      });

      await user.click(await findCombobox());

      expect(
        await screen.findByText('Check panther.instances[0].apiUrl.'),
      ).toBeInTheDocument();
    });

    it("passes on the backend's sentence when it fails instead of an empty list, and searches again when asked to", async () => {
      const error = await createResponseError(403, {
        name: 'NotAllowedError',
        message: 'You may not read Panther log sources.',
      });
      const answers = [
        () => Promise.reject(error),
        async () => createPageOf(createLogSources()),
      ];
      const { user } = renderField({ list: () => answers.shift()!() });

      await user.click(await findCombobox());

      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('The log sources could not be searched');
      expect(alert).toHaveTextContent('You may not read Panther log sources.');
      expect(screen.queryByRole('presentation')).toBeNull();
      expect(screen.queryByText(/fits\.$/)).toBeNull();
      await user.click(screen.getByRole('button', { name: 'Try again' }));
      await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
      await user.click(await findCombobox());

      expect(await screen.findByRole('option', edgeOption)).toBeInTheDocument();
    });
  });
});
