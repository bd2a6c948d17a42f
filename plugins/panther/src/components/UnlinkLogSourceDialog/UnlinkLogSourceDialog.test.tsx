import { Entity } from '@backstage/catalog-model';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityLogSources, PantherApi } from 'backstage-plugin-panther-common';
import {
  createCheckoutApiAnswer,
  createWebStorefrontAnswer,
  createWebStorefrontLinkedAnswer,
  portalLink,
} from '../../__fixtures__/answers';
import { checkoutApi, webStorefront } from '../../__fixtures__/entities';
import { createResponseError } from '../../__testUtils__/createResponseError';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

async function openDialog(
  unlinkLogSource: PantherApi['unlinkLogSource'] = async () => {},
  options: { entity?: Entity; answers?: EntityLogSources[] } = {},
) {
  const user = userEvent.setup();
  const answers = options.answers ?? [
    createWebStorefrontLinkedAnswer(),
    createWebStorefrontAnswer(),
  ];
  const pantherApi = renderEntityLogSources(
    options.entity ?? webStorefront,
    async () => answers.shift()!,
    { pantherApi: { unlinkLogSource } },
  );
  await user.click(await screen.findByRole('button', { name: /^Unlink/ }));
  const dialog = within(await screen.findByRole('dialog'));
  return { user, dialog, pantherApi };
}

function createAnswerOfBoth(): EntityLogSources {
  const answer = createCheckoutApiAnswer();
  answer.links[0]!.portalLink = portalLink;
  return answer;
}

describe('UnlinkLogSourceDialog', () => {
  it('is offered for links that were made in the portal, and for no others', async () => {
    renderEntityLogSources(checkoutApi, async () => createAnswerOfBoth());

    expect(
      await screen.findByRole('button', { name: /^Unlink/ }),
    ).toHaveAccessibleName('Unlink Checkout access logs');
  });

  it('is offered to somebody who may unlink this very entity', async () => {
    renderEntityLogSources(
      webStorefront,
      async () => createWebStorefrontLinkedAnswer(),
      {
        isAllowed: request =>
          request.permission.name === 'panther.link.delete' &&
          request.resourceRef === 'component:default/web-storefront',
      },
    );

    expect(
      await screen.findByRole('button', {
        name: 'Unlink Edge load balancer logs',
      }),
    ).toBeInTheDocument();
  });

  it('is not offered to somebody who may not', async () => {
    const asked = jest.fn();
    renderEntityLogSources(
      webStorefront,
      async () => createWebStorefrontLinkedAnswer(),
      {
        isAllowed: ({ permission }) => {
          asked(permission.name);
          return permission.name !== 'panther.link.delete';
        },
      },
    );

    expect(
      await screen.findByText(/^Linked in the portal by/),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith('panther.link.delete'),
    );
    expect(screen.queryByRole('button', { name: /^Unlink/ })).toBeNull();
  });

  it('is not offered where not even the ref may be known', async () => {
    const answer = createWebStorefrontLinkedAnswer();
    answer.links = [{ origin: 'portal', state: 'hidden', portalLink }];
    renderEntityLogSources(webStorefront, async () => answer);

    expect(
      await screen.findByRole('rowheader', {
        name: /^A log source that you may not see/,
      }),
    ).toBeInTheDocument();
    await screen.findByRole('button', { name: 'Link log source' });
    expect(screen.queryByRole('button', { name: /^Unlink/ })).toBeNull();
  });

  it('asks first, naming the log source', async () => {
    const { user, dialog, pantherApi } = await openDialog();

    expect(
      screen.getByRole('dialog', { name: 'Unlink Edge load balancer logs?' }),
    ).toHaveAccessibleDescription(
      'This takes back the link that was made in the portal; the log source itself stays as it is.',
    );
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(pantherApi.unlinkLogSource).not.toHaveBeenCalled();
    expect(
      screen.getByRole('button', { name: 'Unlink Edge load balancer logs' }),
    ).toHaveFocus();
  });

  it('says that a link from evidence stays', async () => {
    await openDialog(undefined, {
      entity: checkoutApi,
      answers: [createAnswerOfBoth()],
    });

    expect(screen.getByRole('dialog')).toHaveAccessibleDescription(
      /The link by annotation panther.com\/log-source-id stays, until the catalog file is changed\.$/,
    );
  });

  it('unlinks, and shows the tab without the link', async () => {
    const { user, dialog, pantherApi } = await openDialog();

    await user.click(dialog.getByRole('button', { name: 'Unlink' }));

    expect(
      await screen.findByRole('heading', {
        name: 'No log source is linked yet',
      }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(pantherApi.unlinkLogSource.mock.calls).toEqual([
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

  it('cannot be left while it unlinks', async () => {
    const { user, dialog, pantherApi } = await openDialog(
      () => new Promise(() => {}),
    );

    await user.click(dialog.getByRole('button', { name: 'Unlink' }));

    expect(dialog.getByRole('button', { name: 'Unlinking' })).toBeDisabled();
    expect(dialog.getByRole('button', { name: 'Cancel' })).toBeDisabled();
    // The focus is on a button that is disabled by now, and so hears no keys.
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    expect(pantherApi.unlinkLogSource).toHaveBeenCalledTimes(1);
  });

  it("passes on the backend's sentence when it fails, and can be tried again", async () => {
    const error = await createResponseError(403, {
      name: 'NotAllowedError',
      message: 'You may not unlink web-storefront.',
    });
    const outcomes = [() => Promise.reject(error), () => Promise.resolve()];
    const { user, dialog, pantherApi } = await openDialog(() =>
      outcomes.shift()!(),
    );
    await user.click(dialog.getByRole('button', { name: 'Unlink' }));

    const alert = await dialog.findByRole('alert');
    expect(alert).toHaveTextContent('The log source could not be unlinked');
    expect(alert).toHaveTextContent('You may not unlink web-storefront.');
    expect(pantherApi.getEntityLogSources).toHaveBeenCalledTimes(1);

    await user.click(dialog.getByRole('button', { name: 'Unlink' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(pantherApi.getEntityLogSources).toHaveBeenCalledTimes(2);
  });
});
