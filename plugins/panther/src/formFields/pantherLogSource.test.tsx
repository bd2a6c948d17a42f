import { act, screen, waitFor } from '@testing-library/react';
import {
  createCheckoutAuditTrail,
  createEdgeLoadBalancerLogs,
  createPageOf,
  ids,
} from '../__fixtures__/logSources';
import { createResponseError } from '../__testUtils__/createResponseError';
import {
  edgeOption,
  findLogSourceInput,
  renderLogSourceField,
} from '../__testUtils__/renderLogSourceField';

const edgeRef = `default:${ids.edgeLoadBalancerLogs}`;

describe('the form field PantherLogSource', () => {
  it('asks nothing before anybody looks for a log source', async () => {
    const { pantherApi } = renderLogSourceField({});

    expect(await findLogSourceInput()).toHaveAccessibleDescription(
      /Those that you may change are offered\./,
    );
    expect(pantherApi.listLogSources).not.toHaveBeenCalled();
  });

  it('finds a log source by what is typed before the list was opened', async () => {
    const { user } = renderLogSourceField({});

    const input = await findLogSourceInput();
    act(() => input.focus());
    await user.paste('edge');

    expect(await screen.findByRole('option', edgeOption)).toBeInTheDocument();
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });

  it('finds a log source by what is typed, with one request a pause, and submits its ref', async () => {
    const { user, pantherApi, submit } = renderLogSourceField({});

    await user.click(await findLogSourceInput());
    await screen.findByRole('option', { name: /^Billing worker logs/ });
    // At once, for a busy machine pauses between letters.
    await user.paste('edge');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{ArrowDown}{Enter}');

    expect(await findLogSourceInput()).toHaveValue('Edge load balancer logs');
    expect(
      pantherApi.listLogSources.mock.calls.map(([query]) => query),
    ).toEqual([
      { permittedTo: 'update', limit: 20 },
      { q: 'edge', permittedTo: 'update', limit: 20 },
    ]);
    expect(await submit()).toEqual({ logSource: edgeRef });
  });

  it('asks for what the template wants people to be permitted to, and for its type', async () => {
    const { user, pantherApi } = renderLogSourceField({
      fieldOptions: { permittedTo: 'delete', type: 'aws-s3' },
    });

    await user.click(await findLogSourceInput());

    await screen.findByRole('option', edgeOption);
    expect(pantherApi.listLogSources).toHaveBeenCalledWith(
      { permittedTo: 'delete', type: ['aws-s3'], limit: 20 },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('offers all that may be seen where that is enough', async () => {
    const { user, pantherApi } = renderLogSourceField({
      fieldOptions: { permittedTo: 'read' },
    });

    await user.click(await findLogSourceInput());

    await screen.findByRole('option', edgeOption);
    expect(pantherApi.listLogSources.mock.calls[0]![0]).toEqual({ limit: 20 });
  });

  it('does not let what Panther lets nobody delete be chosen for that, and says why', async () => {
    const { user } = renderLogSourceField({
      fieldOptions: { permittedTo: 'delete' },
    });

    await user.click(await findLogSourceInput());

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
      const { pantherApi, submit } = renderLogSourceField({
        formData: { logSource: ids.edgeLoadBalancerLogs },
      });

      await waitFor(async () =>
        expect(await findLogSourceInput()).toHaveValue(
          'Edge load balancer logs',
        ),
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
      const { user } = renderLogSourceField({
        formData: { logSource: `default:${ids.ledger}` },
      });
      expect(await screen.findByText(sentence)).toBeInTheDocument();
      expect(await findLogSourceInput()).toBeInvalid();
      expect(await findLogSourceInput()).toHaveValue(`default:${ids.ledger}`);

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
      renderLogSourceField({
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
      const { user } = renderLogSourceField({
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
      const { user } = renderLogSourceField({
        formData: { logSource: edgeRef },
        list: () => answers.shift()!(),
      });

      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('could not be looked up');
      expect(alert).toHaveTextContent('The database is away.');
      await user.click(screen.getByRole('button', { name: 'Try again' }));

      await waitFor(async () =>
        expect(await findLogSourceInput()).toHaveValue(
          'Edge load balancer logs',
        ),
      );
    });
  });
});
