import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createWebStorefrontAnswer } from '../../__fixtures__/answers';
import { webStorefront } from '../../__fixtures__/entities';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

describe('LinkInstructions', () => {
  it('gives the annotation to commit for this very entity, and no empty table', async () => {
    renderEntityLogSources(webStorefront, async () =>
      createWebStorefrontAnswer(),
    );

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
    renderEntityLogSources(webStorefront, async () =>
      createWebStorefrontAnswer(),
    );

    await user.click(
      await screen.findByRole('button', { name: 'Copy the annotation' }),
    );

    expect(copied).toHaveBeenCalledWith(
      expect.stringContaining('name: web-storefront'),
    );
  });
});
