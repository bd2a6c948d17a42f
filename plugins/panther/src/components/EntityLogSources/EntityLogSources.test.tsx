import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import {
  EntityLogSources as Answer,
  InstanceProblem,
} from 'backstage-plugin-panther-common';
import {
  createCheckoutAccessLogs,
  createCheckoutApiAnswer,
  createLedgerAnswer,
  createUnreadAnswer,
  createWebStorefrontAnswer,
} from '../../__fixtures__/answers';
import {
  checkoutApi,
  ledger,
  webStorefront,
} from '../../__fixtures__/entities';
import { createResponseError } from '../../__testUtils__/createResponseError';
import { pantherApiMock } from '../../__testUtils__/pantherApiMock';
import { EntityLogSources } from './EntityLogSources';

function renderTab(
  entity: Entity,
  getEntityLogSources: () => Promise<Answer>,
): ReturnType<typeof pantherApiMock> {
  const pantherApi = pantherApiMock({ getEntityLogSources });
  renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityLogSources />
    </EntityProvider>,
    { apis: [pantherApi] },
  );
  return pantherApi;
}

describe('EntityLogSources', () => {
  it('asks for the log sources of the entity of the page, and of no other', async () => {
    const { getEntityLogSources } = renderTab(checkoutApi, async () =>
      createCheckoutApiAnswer(),
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
    renderTab(checkoutApi, () => new Promise(() => {}));

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
    renderTab(checkoutApi, () => answers.shift()!);

    await user.click(await screen.findByRole('button', { name: 'Reload' }));

    expect(
      screen.getByRole('button', { name: 'Reloading' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Loading log sources');
    expect(screen.getByRole('table')).toBeInTheDocument();
  });

  describe('with log sources that Panther has', () => {
    it('shows each with its health, its logs and its last events', async () => {
      renderTab(checkoutApi, async () => createCheckoutApiAnswer());

      const healthy = await screen.findByRole('row', {
        name: /Checkout access logs/,
      });
      expect(healthy).toHaveTextContent('Healthy');
      expect(healthy).toHaveTextContent('Bucket acme-checkout-logs');
      expect(healthy).toHaveTextContent('alb/: AWS.ALBexcept alb/healthcheck/');
      expect(healthy).toHaveTextContent('whole bucket: AWS.S3ServerAccess');
      expect(healthy).toHaveTextContent('2026-11-22 11:58:00 UTC');
      expect(healthy).toHaveTextContent('2026-11-22 11:59:00 UTC');

      const unhealthy = screen.getByRole('row', {
        name: /Checkout audit trail/,
      });
      expect(unhealthy).toHaveTextContent('Unhealthy');
      expect(unhealthy).toHaveTextContent('2026-11-22 07:00:00 UTC');
      expect(
        within(unhealthy).getByRole('cell', { name: 'Never' }),
      ).toBeInTheDocument();
    });

    it('says what each is, what links it, and whether it can be edited', async () => {
      renderTab(checkoutApi, async () => createCheckoutApiAnswer());

      const editable = await screen.findByRole('rowheader', {
        name: /Checkout access logs/,
      });
      expect(editable).toHaveTextContent(
        'aws-s3, 3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
      );
      expect(editable).toHaveTextContent(
        'Linked by annotation panther.com/log-source-id',
      );
      expect(editable).not.toHaveTextContent('edited');
      expect(
        screen.getByRole('rowheader', { name: /Checkout audit trail/ }),
      ).toHaveTextContent('Panther does not let it be edited');
    });

    it('says how old the answer is, and leads to the Panther Console', async () => {
      renderTab(checkoutApi, async () => createCheckoutApiAnswer());

      expect(
        await screen.findByText(/^Acme Security, as of/),
      ).toHaveTextContent('2026-11-22 12:00:00 UTC');
      expect(
        screen.getByRole('link', { name: /^Open Panther Console/ }),
      ).toHaveAttribute('href', 'https://acme.runpanther.net');
    });

    it('shows the log types of a log source that is not in S3', async () => {
      const answer = createCheckoutApiAnswer();
      answer.links[0]!.logSource = {
        ...createCheckoutAccessLogs(),
        type: 'http',
        status: 'new',
        logTypes: ['Okta.SystemLog', 'GitHub.Audit'],
        s3: undefined,
        lastEventReceivedAt: undefined,
        lastEventProcessedAt: undefined,
      };
      renderTab(checkoutApi, async () => answer);

      const row = await screen.findByRole('row', {
        name: /Checkout access logs/,
      });
      expect(
        within(row)
          .getAllByRole('cell')
          .map(cell => cell.textContent),
      ).toEqual(['New', 'Okta.SystemLog, GitHub.Audit', 'Never', 'Never']);
    });

    it('does not say "never" of a time that Panther did not answer', async () => {
      const answer = createCheckoutApiAnswer();
      answer.links[0]!.logSource = {
        ...createCheckoutAccessLogs(),
        lastEventReceivedAt: undefined,
        lastEventProcessedAt: undefined,
        degradedFields: ['lastEventReceivedAt'],
      };
      renderTab(checkoutApi, async () => answer);

      const row = await screen.findByRole('row', {
        name: /Checkout access logs/,
      });
      expect(
        within(row)
          .getAllByRole('cell')
          .slice(-2)
          .map(cell => cell.textContent),
      ).toEqual(['Panther did not say', 'Never']);
    });

    it('does not explain how to link one', async () => {
      renderTab(checkoutApi, async () => createCheckoutApiAnswer());

      await screen.findByRole('table');
      expect(screen.queryByRole('heading', { level: 3 })).toBeNull();
    });
  });

  describe('without a link', () => {
    it('gives the annotation to commit for this very entity, and no empty table', async () => {
      renderTab(webStorefront, async () => createWebStorefrontAnswer());

      expect(
        await screen.findByRole('heading', {
          level: 3,
          name: 'No log source is linked yet',
        }),
      ).toBeInTheDocument();
      expect(screen.queryByRole('table')).not.toBeInTheDocument();
      expect(screen.getByText(/name: web-storefront/).textContent).toContain(
        'panther.com/log-source-id: <id>',
      );
      expect(
        screen.getByText(/open the log source in the Panther Console/),
      ).toBeInTheDocument();
    });

    it('copies that annotation', async () => {
      const user = userEvent.setup();
      const copied = jest.fn();
      document.execCommand = () => {
        copied(document.getSelection()?.toString());
        return true;
      };
      renderTab(webStorefront, async () => createWebStorefrontAnswer());

      await user.click(
        await screen.findByRole('button', { name: 'Copy the annotation' }),
      );

      expect(copied).toHaveBeenCalledWith(
        expect.stringContaining('name: web-storefront'),
      );
    });
  });

  describe('with a link to a log source that Panther does not have', () => {
    it('shows the link, why it leads nowhere, and how to link another', async () => {
      renderTab(ledger, async () => createLedgerAnswer());

      const row = await screen.findByRole('row', {
        name: /e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17/,
      });
      expect(row).toHaveTextContent('Not found');
      expect(row).toHaveTextContent('Correct the annotation, or remove it.');
      expect(
        screen.getByRole('heading', {
          level: 3,
          name: 'Link a log source of your own Panther instead',
        }),
      ).toBeInTheDocument();
      expect(screen.getByText(/name: ledger/).textContent).toMatch(
        /panther.com\/log-source-id: <id>$/,
      );
    });

    it('shows it beside those that were found, and keeps them in the annotation', async () => {
      const answer = createCheckoutApiAnswer();
      answer.links.push(...createLedgerAnswer().links);
      renderTab(checkoutApi, async () => answer);

      const rows = await screen.findAllByRole('rowheader');
      expect(rows).toHaveLength(3);
      expect(screen.getByText(/name: checkout-api/).textContent).toMatch(
        /: 3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81,a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40,<id>$/,
      );
      expect(
        screen.getByRole('link', { name: /^Edit the catalog file/ }),
      ).toHaveAttribute(
        'href',
        'https://git.example.com/acme/checkout-api/edit/main/catalog-info.yaml',
      );
    });
  });

  describe('when Panther gives no answer', () => {
    it.each<[InstanceProblem['code'], string]>([
      ['unreachable', 'Panther cannot be reached'],
      ['slow', 'Panther has not answered yet'],
      ['unexpectedAnswer', 'Something other than Panther answered'],
    ])('warns that it is %s and lists the links', async (code, title) => {
      renderTab(checkoutApi, async () =>
        createUnreadAnswer({ code, message: 'Check panther.apiUrl.' }),
      );

      const warning = (await screen.findByText(title)).closest('[role]');
      expect(warning).toHaveAttribute('role', 'status');
      expect(warning).toHaveTextContent(
        'Check panther.apiUrl.Nothing is known of its log sources yet.',
      );
      expect(
        screen.getByText('Acme Security, not read yet'),
      ).toBeInTheDocument();
      const row = screen.getByRole('row', {
        name: /3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81/,
      });
      expect(row).toHaveTextContent('Unavailable');
      expect(row).toHaveTextContent('Not known until Panther can be read.');
      expect(screen.getAllByRole('rowheader')).toHaveLength(2);
    });

    it.each<[InstanceProblem['code'], string]>([
      ['tokenRefused', "Panther refuses the portal's token"],
      ['permissionMissing', "The portal's token lacks a permission in Panther"],
    ])(
      'raises an alarm on %s, with the setting to change',
      async (code, title) => {
        renderTab(checkoutApi, async () =>
          createUnreadAnswer({ code, message: 'Change panther.apiToken.' }),
        );

        const alert = await screen.findByRole('alert');
        expect(alert).toHaveTextContent(title);
        expect(alert).toHaveTextContent('Change panther.apiToken.');
      },
    );

    it('says of one log source why it alone is unavailable', async () => {
      const answer = createUnreadAnswer();
      answer.links[0]!.message = 'Panther gave it no isHealthy.';
      renderTab(checkoutApi, async () => answer);

      expect(
        await screen.findByRole('row', {
          name: /3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81/,
        }),
      ).toHaveTextContent('Panther gave it no isHealthy.');
    });

    it('keeps showing what was known before, with its age', async () => {
      const answer = createCheckoutApiAnswer();
      answer.freshness[0]!.stale = true;
      answer.freshness[0]!.problem = {
        code: 'unreachable',
        message: 'Check panther.apiUrl.',
      };
      renderTab(checkoutApi, async () => answer);

      expect(
        await screen.findByText(/What is shown is what was known before/),
      ).toBeInTheDocument();
      expect(screen.getByText(/^Acme Security, as of/)).toBeInTheDocument();
      expect(
        screen.getByRole('row', { name: /Checkout access logs/ }),
      ).toHaveTextContent('Healthy');
    });

    it('warns of an overdue reading', async () => {
      const answer = createCheckoutApiAnswer();
      answer.freshness[0]!.stale = true;
      renderTab(checkoutApi, async () => answer);

      expect(
        await screen.findByText('What is shown may be out of date'),
      ).toBeInTheDocument();
    });
  });

  describe('when the portal refuses or fails', () => {
    it('says why, and shows neither a table nor how to link', async () => {
      const error = await createResponseError(403, {
        name: 'NotAllowedError',
        message: 'You may not read Panther log sources.',
      });
      renderTab(checkoutApi, () => Promise.reject(error));

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
      renderTab(checkoutApi, () => answers.shift()!);

      expect(await screen.findByRole('alert')).toHaveTextContent(
        'Failed to fetch',
      );
      await user.click(screen.getByRole('button', { name: 'Try again' }));

      expect(await screen.findByRole('table')).toBeInTheDocument();
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });
  });
});
