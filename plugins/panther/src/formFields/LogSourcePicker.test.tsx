import { screen, waitFor } from '@testing-library/react';
import { createFreshness } from '../__fixtures__/answers';
import { createLogSources, createPageOf } from '../__fixtures__/logSources';
import { createResponseError } from '../__testUtils__/createResponseError';
import {
  edgeOption,
  findLogSourceInput,
  renderLogSourceField,
} from '../__testUtils__/renderLogSourceField';

describe('the form field PantherLogSource', () => {
  describe('the search', () => {
    it('says that it is under way', async () => {
      const { user } = renderLogSourceField({
        list: () => new Promise(() => {}),
      });

      await user.click(await findLogSourceInput());

      expect(
        await screen.findAllByText('Searching log sources'),
      ).not.toHaveLength(0);
    });

    it('says that nothing fits', async () => {
      const { user } = renderLogSourceField({
        list: async () => createPageOf([]),
      });

      await user.click(await findLogSourceInput());

      expect(
        await screen.findAllByText('No log source that you may change fits.'),
      ).not.toHaveLength(0);
    });

    it('says how many more there are than it shows', async () => {
      const { user } = renderLogSourceField({
        list: async () => ({ ...createPageOf(createLogSources()), total: 57 }),
      });

      await user.click(await findLogSourceInput());

      expect(
        await screen.findByText(
          'The first 4 of 57 log sources; type to see others.',
        ),
      ).toBeInTheDocument();
    });

    it('says that Panther could not be read, which may be why something is not found', async () => {
      const { user } = renderLogSourceField({
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

      await user.click(await findLogSourceInput());

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
      const { user } = renderLogSourceField({ list: () => answers.shift()!() });

      await user.click(await findLogSourceInput());

      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('The log sources could not be searched');
      expect(alert).toHaveTextContent('You may not read Panther log sources.');
      expect(screen.queryByRole('presentation')).toBeNull();
      expect(screen.queryByText(/fits\.$/)).toBeNull();
      await user.click(screen.getByRole('button', { name: 'Try again' }));
      await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
      await user.click(await findLogSourceInput());

      expect(await screen.findByRole('option', edgeOption)).toBeInTheDocument();
    });
  });
});
