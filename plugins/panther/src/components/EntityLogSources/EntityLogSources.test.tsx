import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { EntityLogSources as Answer } from 'backstage-plugin-panther-common';
import { createCheckoutApiAnswer } from '../../__fixtures__/answers';
import { checkoutApi, ledger } from '../../__fixtures__/entities';
import { createResponseError } from '../../__testUtils__/createResponseError';
import { pantherApiMock } from '../../__testUtils__/pantherApiMock';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';
import { EntityLogSources } from './EntityLogSources';

describe('EntityLogSources', () => {
  it('asks for the log sources of the entity of the page, and of no other', async () => {
    const { getEntityLogSources } = renderEntityLogSources(
      checkoutApi,
      async () => createCheckoutApiAnswer(),
    );

    await screen.findByRole('table');
    expect(getEntityLogSources.mock.calls).toEqual([
      [
        { kind: 'component', namespace: 'default', name: 'checkout-api' },
        { signal: expect.any(AbortSignal) },
      ],
    ]);
  });

  it('says that it is loading until there is an answer', async () => {
    renderEntityLogSources(checkoutApi, () => new Promise(() => {}));

    expect(
      await screen.findByRole('heading', { level: 2, name: 'Log sources' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Loading log sources');
    expect(screen.getByTestId('progress')).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('shows nothing of one entity on the page of the next', async () => {
    const user = userEvent.setup();
    const answers = [
      Promise.resolve(createCheckoutApiAnswer()),
      new Promise<Answer>(() => {}),
    ];
    function Pages() {
      const [entity, setEntity] = useState(checkoutApi);
      return (
        <EntityProvider entity={entity}>
          <button onClick={() => setEntity(ledger)}>Next</button>
          <EntityLogSources />
        </EntityProvider>
      );
    }
    renderInTestApp(<Pages />, {
      apis: [pantherApiMock({ getEntityLogSources: () => answers.shift()! })],
    });
    await screen.findByRole('table');

    await user.click(screen.getByRole('button', { name: 'Next' }));

    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Loading log sources');
  });

  it('says that it reloads, and keeps what it shows meanwhile', async () => {
    const user = userEvent.setup();
    const answers = [
      Promise.resolve(createCheckoutApiAnswer()),
      new Promise<Answer>(() => {}),
    ];
    renderEntityLogSources(checkoutApi, () => answers.shift()!);

    await user.click(await screen.findByRole('button', { name: 'Reload' }));

    expect(
      screen.getByRole('button', { name: 'Reloading' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Loading log sources');
    expect(screen.getByRole('table')).toBeInTheDocument();
  });

  describe('when the portal refuses or fails', () => {
    it('says why, and shows neither a table nor how to link', async () => {
      const error = await createResponseError(403, {
        name: 'NotAllowedError',
        message: 'You may not read Panther log sources.',
      });
      renderEntityLogSources(checkoutApi, () => Promise.reject(error));

      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent(
        'You are not permitted to see log sources',
      );
      expect(alert).toHaveTextContent('You may not read Panther log sources.');
      expect(screen.queryByRole('table')).not.toBeInTheDocument();
      expect(screen.queryByRole('heading', { level: 3 })).toBeNull();
    });

    it('tries again when asked to', async () => {
      const user = userEvent.setup();
      const answers = [
        Promise.reject(new TypeError('Failed to fetch')),
        Promise.resolve(createCheckoutApiAnswer()),
      ];
      renderEntityLogSources(checkoutApi, () => answers.shift()!);

      expect(await screen.findByRole('alert')).toHaveTextContent(
        'Failed to fetch',
      );
      await user.click(screen.getByRole('button', { name: 'Try again' }));

      expect(await screen.findByRole('table')).toBeInTheDocument();
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });
  });
});
