import { Entity } from '@backstage/catalog-model';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityLogSources, PantherApi } from 'backstage-plugin-panther-common';
import {
  createCheckoutApiAnswer,
  createFreshness,
  createLedgerGoneAnswer,
  createWebStorefrontAnswer,
  createWebStorefrontLinkedAnswer,
} from '../../__fixtures__/answers';
import {
  checkoutApi,
  ledger,
  webStorefront,
} from '../../__fixtures__/entities';
import {
  createEdgeLoadBalancerLogs,
  createLogSources,
  createPageOf,
} from '../../__fixtures__/logSources';
import { createResponseError } from '../../__testUtils__/createResponseError';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

function openDialog(
  options: {
    entity?: Entity;
    answer?: EntityLogSources;
    pantherApi?: Partial<PantherApi>;
  } = {},
) {
  return openDialogAfter(
    async () => options.answer ?? createWebStorefrontAnswer(),
    options,
  );
}

async function openDialogAfter(
  getEntityLogSources: () => Promise<EntityLogSources>,
  options: { entity?: Entity; pantherApi?: Partial<PantherApi> } = {},
) {
  const user = userEvent.setup();
  const pantherApi = renderEntityLogSources(
    options.entity ?? webStorefront,
    getEntityLogSources,
    {
      pantherApi: {
        listLogSources: async () => createPageOf(createLogSources()),
        ...options.pantherApi,
      },
    },
  );
  await user.click(
    await screen.findByRole('button', { name: 'Link log source' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  return { user, dialog, pantherApi };
}

const edgeChoice = { name: /^Edge load balancer logs/ };

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
    const { user, dialog, pantherApi } = await openDialogAfter(
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
    const { user, dialog } = await openDialog();

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
    const { user, dialog } = await openDialog();
    const link = dialog.getByRole('button', { name: 'Link' });
    expect(link).toBeDisabled();

    await user.click(await dialog.findByRole('radio', edgeChoice));
    expect(link).toBeEnabled();
  });

  it('does not link what is not among the results any more', async () => {
    const { user, dialog } = await openDialog({
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
    const { dialog } = await openDialog({
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
    const { user, dialog } = await openDialogAfter(
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

  describe('the annotation to commit instead', () => {
    it('names what the entity links to already and what is chosen', async () => {
      const { user, dialog } = await openDialog({
        entity: checkoutApi,
        answer: createCheckoutApiAnswer(),
      });
      expect(dialog.queryByText(/apiVersion/)).toBeNull();

      await user.click(await dialog.findByRole('radio', edgeChoice));

      expect(dialog.getByText(/apiVersion/).textContent).toMatch(
        /name: checkout-api\n {2}annotations:\n {4}panther.com\/log-source-id: 3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81,a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40,bcd45662-bab7-4f99-b69f-083a0212568d$/,
      );
      expect(
        dialog.getByRole('link', { name: /^Edit the catalog file/ }),
      ).toHaveAttribute(
        'href',
        'https://git.example.com/acme/checkout-api/edit/main/catalog-info.yaml',
      );
    });

    it('drops what leads nowhere', async () => {
      const { user, dialog } = await openDialog({
        entity: ledger,
        answer: createLedgerGoneAnswer(),
      });

      await user.click(await dialog.findByRole('radio', edgeChoice));

      expect(dialog.getByText(/apiVersion/).textContent).toMatch(
        /log-source-id: bcd45662-bab7-4f99-b69f-083a0212568d$/,
      );
    });

    it('names the instance of a log source that is in another than the default', async () => {
      const { user, dialog } = await openDialog({
        pantherApi: {
          listLogSources: async () =>
            createPageOf([
              {
                ...createEdgeLoadBalancerLogs(),
                ref: 'emea:bcd45662-bab7-4f99-b69f-083a0212568d',
                instance: 'emea',
              },
            ]),
        },
      });

      await user.click(await dialog.findByRole('radio', edgeChoice));

      expect(dialog.getByText(/apiVersion/).textContent).toMatch(
        /log-source-id: emea:bcd45662-bab7-4f99-b69f-083a0212568d$/,
      );
    });

    it('can be copied', async () => {
      const copied = jest.fn();
      document.execCommand = () => {
        copied(document.getSelection()?.toString());
        return true;
      };
      const { user, dialog } = await openDialog();

      await user.click(await dialog.findByRole('radio', edgeChoice));
      await user.click(
        dialog.getByRole('button', { name: 'Copy the annotation' }),
      );

      expect(copied).toHaveBeenCalledWith(
        expect.stringContaining('bcd45662-bab7-4f99-b69f-083a0212568d'),
      );
    });
  });

  describe('the search', () => {
    it('says that it is under way', async () => {
      const { dialog } = await openDialog({
        pantherApi: { listLogSources: () => new Promise(() => {}) },
      });

      expect(dialog.getByRole('status')).toHaveTextContent(
        'Searching log sources',
      );
      expect(dialog.queryByRole('radio')).toBeNull();
    });

    it('says that there is nothing at all', async () => {
      const { dialog } = await openDialog({
        pantherApi: { listLogSources: async () => createPageOf([]) },
      });

      expect(
        await dialog.findByText(
          'There is no log source that you may change, and so none that you may link.',
        ),
      ).toBeInTheDocument();
    });

    it('says how many more there are than it shows', async () => {
      const { dialog } = await openDialog({
        pantherApi: {
          listLogSources: async () => ({
            ...createPageOf(createLogSources()),
            total: 57,
          }),
        },
      });

      expect(
        await dialog.findByText(
          'The first 4 of 57 log sources; search to see others.',
        ),
      ).toBeInTheDocument();
    });

    it('says that Panther could not be read, which may be why something is not found', async () => {
      const { dialog } = await openDialog({
        pantherApi: {
          listLogSources: async () => ({
            ...createPageOf([]),
            freshness: [
              createFreshness(),
              {
                ...createFreshness(),
                instance: 'emea',
                title: 'Acme EMEA',
                stale: true,
                problem: {
                  code: 'unreachable',
                  message: 'Check panther.instances[1].apiUrl.',
                },
              },
            ],
          }),
        },
      });

      expect(
        await dialog.findByText('Check panther.instances[1].apiUrl.'),
      ).toBeInTheDocument();
      expect(dialog.getByText(/^Acme EMEA, as of/)).toBeInTheDocument();
      expect(dialog.queryByText(/^Acme Security/)).toBeNull();
    });

    it("passes on the backend's sentence when it fails, and searches again when asked to", async () => {
      const error = await createResponseError(403, {
        name: 'NotAllowedError',
        message: 'You may not read Panther log sources.',
      });
      const answers = [
        () => Promise.reject(error),
        async () => createPageOf(createLogSources()),
      ];
      const { user, dialog } = await openDialog({
        pantherApi: { listLogSources: () => answers.shift()!() },
      });

      expect(await dialog.findByRole('alert')).toHaveTextContent(
        'You may not read Panther log sources.',
      );
      await user.click(dialog.getByRole('button', { name: 'Try again' }));

      expect(await dialog.findByRole('radio', edgeChoice)).toBeInTheDocument();
      expect(dialog.queryByRole('alert')).toBeNull();
    });
  });

  it('cannot be left or changed while it links', async () => {
    const { user, dialog, pantherApi } = await openDialog({
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
    const { user, dialog, pantherApi } = await openDialog({
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
