import { screen } from '@testing-library/react';
import { InstanceProblem } from 'backstage-plugin-panther-common';
import {
  createCheckoutApiAnswer,
  createUnreadAnswer,
} from '../../__fixtures__/answers';
import { checkoutApi } from '../../__fixtures__/entities';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

describe('InstanceFreshness', () => {
  it('says how old the answer is, and leads to the Panther Console', async () => {
    renderEntityLogSources(checkoutApi, async () => createCheckoutApiAnswer());

    expect(await screen.findByText(/^Acme Security, as of/)).toHaveTextContent(
      '2026-11-22 12:00:00 UTC',
    );
    expect(
      screen.getByRole('link', { name: /^Open Panther Console/ }),
    ).toHaveAttribute('href', 'https://acme.runpanther.net');
  });

  it.each<[InstanceProblem['code'], string]>([
    ['unreachable', 'Panther cannot be reached'],
    ['notReadYet', 'Panther has not been read yet'],
    ['unexpectedAnswer', 'Something other than Panther answered'],
  ])('warns that it is %s and lists the links', async (code, title) => {
    renderEntityLogSources(checkoutApi, async () =>
      createUnreadAnswer({ code, message: 'Check panther.apiUrl.' }),
    );

    const warning = (await screen.findByText(title)).closest('[role]');
    expect(warning).toHaveAttribute('role', 'status');
    expect(warning).toHaveTextContent(
      'Check panther.apiUrl.Nothing is known of its log sources yet.',
    );
    expect(screen.getByText('Acme Security, not read yet')).toBeInTheDocument();
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
      renderEntityLogSources(checkoutApi, async () =>
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
    renderEntityLogSources(checkoutApi, async () => answer);

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
    renderEntityLogSources(checkoutApi, async () => answer);

    expect(
      await screen.findByText(/What is shown is what was known before/),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Acme Security, as of/)).toBeInTheDocument();
    expect(
      screen.getByRole('row', { name: /Checkout access logs/ }),
    ).toHaveTextContent('Healthy');
  });

  it('warns of a read that is held back, and shows what was known before it', async () => {
    const answer = createCheckoutApiAnswer();
    answer.freshness[0]!.stale = true;
    answer.freshness[0]!.problem = {
      code: 'heldBack',
      message: 'Panther suddenly lists 30 of 40 log sources no more.',
    };
    renderEntityLogSources(checkoutApi, async () => answer);

    const warning = (
      await screen.findByText('Panther suddenly lists far fewer log sources')
    ).closest('[role]');
    expect(warning).toHaveAttribute('role', 'status');
    expect(warning).toHaveTextContent(
      '30 of 40 log sources no more.What is shown is what was known before.',
    );
    expect(screen.getAllByRole('rowheader')).toHaveLength(2);
  });

  it('warns of an overdue reading', async () => {
    const answer = createCheckoutApiAnswer();
    answer.freshness[0]!.stale = true;
    renderEntityLogSources(checkoutApi, async () => answer);

    expect(
      await screen.findByText('What is shown may be out of date'),
    ).toBeInTheDocument();
  });
});
