import { createFreshness } from '../../__fixtures__/answers';
import { createLogSources, createPageOf } from '../../__fixtures__/logSources';
import { createResponseError } from '../../__testUtils__/createResponseError';
import { edgeChoice, openLinkDialog } from '../../__testUtils__/openLinkDialog';

describe('LinkLogSource', () => {
  describe('the search', () => {
    it('says that it is under way', async () => {
      const { dialog } = await openLinkDialog({
        pantherApi: { listLogSources: () => new Promise(() => {}) },
      });

      expect(dialog.getByRole('status')).toHaveTextContent(
        'Searching log sources',
      );
      expect(dialog.queryByRole('radio')).toBeNull();
    });

    it('says that there is nothing at all', async () => {
      const { dialog } = await openLinkDialog({
        pantherApi: { listLogSources: async () => createPageOf([]) },
      });

      expect(
        await dialog.findByText(
          'There is no log source that you may change, and so none that you may link.',
        ),
      ).toBeInTheDocument();
    });

    it('says how many more there are than it shows', async () => {
      const { dialog } = await openLinkDialog({
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
      const { dialog } = await openLinkDialog({
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
      const { user, dialog } = await openLinkDialog({
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
});
