import { fireEvent, screen, waitFor } from '@testing-library/react';
import {
  createCheckoutApiAnswer,
  createWebStorefrontAnswer,
  createWebStorefrontLinkedAnswer,
} from '../../__fixtures__/answers';
import { checkoutApi, webStorefront } from '../../__fixtures__/entities';
import {
  createEdgeLoadBalancerLogs,
  createLogSources,
  createPageOf,
} from '../../__fixtures__/logSources';
import { createResponseError } from '../../__testUtils__/createResponseError';
import {
  edgeChoice,
  openLinkDialog,
  openLinkDialogAfter,
} from '../../__testUtils__/openLinkDialog';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

describe('LinkLogSource', () => {
  it('is there for somebody who may link this very entity', async () => {
    renderEntityLogSources(
      webStorefront,
      async () => createWebStorefrontAnswer(),
      {
        isAllowed: request =>
          request.permission.name === 'panther.link.create' &&
          request.resourceRef === 'component:default/web-storefront',
      },
    );

    expect(
      await screen.findByRole('button', { name: 'Link log source' }),
    ).toBeInTheDocument();
  });

  it('is not there for somebody who may not', async () => {
    const asked = jest.fn();
    renderEntityLogSources(
      webStorefront,
      async () => createWebStorefrontAnswer(),
      {
        isAllowed: ({ permission }) => {
          asked(permission.name);
          return permission.name !== 'panther.link.create';
        },
      },
    );

    await screen.findByRole('heading', { name: 'No log source is linked yet' });
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith('panther.link.create'),
    );
    expect(
      screen.queryByRole('button', { name: 'Link log source' }),
    ).toBeNull();
  });

  it('finds a log source, links it, and shows it in the tab', async () => {
    const linked = jest.fn();
    const { user, dialog, pantherApi } = await openLinkDialogAfter(
      async () =>
        linked.mock.calls.length > 0
          ? createWebStorefrontLinkedAnswer()
          : createWebStorefrontAnswer(),
      {
        pantherApi: {
          listLogSources: async query =>
            query?.q === 'edge'
              ? createPageOf([createEdgeLoadBalancerLogs()])
              : createPageOf(createLogSources()),
          linkLogSource: async () => linked(),
        },
      },
    );
    expect(await dialog.findByText('4 log sources')).toBeInTheDocument();

    await user.keyboard('edge');
    expect(await dialog.findByText('1 log source')).toBeInTheDocument();
    expect(pantherApi.listLogSources).toHaveBeenLastCalledWith(
      { q: 'edge', permittedTo: 'update', limit: 20 },
      { signal: expect.any(AbortSignal) },
    );
    await user.click(dialog.getByRole('radio', edgeChoice));
    await user.click(dialog.getByRole('button', { name: 'Link' }));

    expect(
      await screen.findByRole('row', { name: /Edge load balancer logs/ }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(pantherApi.linkLogSource.mock.calls).toEqual([
      [
        { kind: 'component', namespace: 'default', name: 'web-storefront' },
        {
          instance: 'default',
          integrationId: 'bcd45662-bab7-4f99-b69f-083a0212568d',
        },
        { signal: expect.any(AbortSignal) },
      ],
    ]);
  });

  it('can be used by the keyboard alone, and gives the focus back', async () => {
    const { user, dialog } = await openLinkDialog();

    expect(
      screen.getByRole('dialog', {
        name: 'Link a log source to web-storefront',
      }),
    ).toBeInTheDocument();
    expect(
      dialog.getByRole('searchbox', { name: 'Search log sources' }),
    ).toHaveFocus();

    await dialog.findByRole('radio', edgeChoice);
    await user.tab();
    expect(
      dialog.getByRole('region', { name: 'Log sources found' }),
    ).toHaveFocus();
    await user.tab();
    await user.keyboard('[Space]');
    expect(
      dialog.getByRole('radio', { name: /^Billing worker logs/ }),
    ).toBeChecked();

    await user.keyboard('[Escape]');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(
      screen.getByRole('button', { name: 'Link log source' }),
    ).toHaveFocus();
  });

  it('cannot link before something is chosen', async () => {
    const { user, dialog } = await openLinkDialog();
    const link = dialog.getByRole('button', { name: 'Link' });
    expect(link).toBeDisabled();

    await user.click(await dialog.findByRole('radio', edgeChoice));
    expect(link).toBeEnabled();
  });

  it('does not link what is not among the results any more', async () => {
    const { user, dialog } = await openLinkDialog({
      pantherApi: {
        listLogSources: async query =>
          query?.q ? createPageOf([]) : createPageOf(createLogSources()),
      },
    });
    await user.click(await dialog.findByRole('radio', edgeChoice));

    await user.type(dialog.getByRole('searchbox'), 'okta');

    expect(
      await dialog.findByText(
        "None of the log sources that you may change fits 'okta'.",
      ),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Link' })).toBeDisabled();
  });

  it('marks what is linked already, which cannot be chosen', async () => {
    const { dialog } = await openLinkDialog({
      entity: checkoutApi,
      answer: createCheckoutApiAnswer(),
    });

    expect(
      await dialog.findByRole('radio', {
        name: /^Checkout access logs Healthy Linked already/,
      }),
    ).toBeDisabled();
    const free = dialog.getByRole('radio', edgeChoice);
    expect(free).toBeEnabled();
    expect(free).not.toHaveAccessibleName(/Linked already/);
  });

  it('does not link what somebody else has linked meanwhile', async () => {
    const answers = [
      createWebStorefrontAnswer(),
      createWebStorefrontLinkedAnswer(),
    ];
    const { user, dialog } = await openLinkDialogAfter(
      async () => answers.shift()!,
    );
    const choice = await dialog.findByRole('radio', edgeChoice);
    await user.click(choice);

    // As the tab does by itself every half minute; a dialog hides the button.
    await user.click(screen.getByText('Reload'));

    await waitFor(() => expect(choice).toBeDisabled());
    expect(choice).not.toBeChecked();
    expect(dialog.getByRole('button', { name: 'Link' })).toBeDisabled();
  });

  it('cannot be left or changed while it links', async () => {
    const { user, dialog, pantherApi } = await openLinkDialog({
      pantherApi: { linkLogSource: () => new Promise(() => {}) },
    });
    const choice = await dialog.findByRole('radio', edgeChoice);
    await user.click(choice);
    await user.click(dialog.getByRole('button', { name: 'Link' }));

    expect(dialog.getByRole('button', { name: 'Linking' })).toBeDisabled();
    expect(dialog.getByRole('button', { name: 'Cancel' })).toBeDisabled();
    expect(dialog.getByRole('searchbox')).toBeDisabled();
    expect(choice).toBeDisabled();
    // The focus is on a button that is disabled by now, and so hears no keys.
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    expect(pantherApi.linkLogSource).toHaveBeenCalledTimes(1);
  });

  it("passes on the backend's sentence when it fails, and loses nothing", async () => {
    const error = await createResponseError(403, {
      name: 'NotAllowedError',
      message: 'You may not link web-storefront.',
    });
    const outcomes = [() => Promise.reject(error), () => Promise.resolve()];
    const { user, dialog, pantherApi } = await openLinkDialog({
      pantherApi: { linkLogSource: () => outcomes.shift()!() },
    });
    await user.type(dialog.getByRole('searchbox'), 'edge');
    await user.click(await dialog.findByRole('radio', edgeChoice));
    await user.click(dialog.getByRole('button', { name: 'Link' }));

    const alert = await dialog.findByRole('alert');
    expect(alert).toHaveTextContent('The log source could not be linked');
    expect(alert).toHaveTextContent('You may not link web-storefront.');
    expect(dialog.getByRole('searchbox')).toHaveValue('edge');
    expect(dialog.getByRole('radio', edgeChoice)).toBeChecked();
    expect(pantherApi.getEntityLogSources).toHaveBeenCalledTimes(1);

    await user.click(dialog.getByRole('button', { name: 'Link' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(pantherApi.getEntityLogSources).toHaveBeenCalledTimes(2);
  });
});
