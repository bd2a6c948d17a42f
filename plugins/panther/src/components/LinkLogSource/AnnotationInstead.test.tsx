import {
  createCheckoutApiAnswer,
  createLedgerGoneAnswer,
} from '../../__fixtures__/answers';
import { checkoutApi, ledger } from '../../__fixtures__/entities';
import {
  createEdgeLoadBalancerLogs,
  createPageOf,
} from '../../__fixtures__/logSources';
import { edgeChoice, openLinkDialog } from '../../__testUtils__/openLinkDialog';

describe('LinkLogSource', () => {
  describe('the annotation to commit instead', () => {
    it('names what the entity links to already and what is chosen', async () => {
      const { user, dialog } = await openLinkDialog({
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
      const { user, dialog } = await openLinkDialog({
        entity: ledger,
        answer: createLedgerGoneAnswer(),
      });

      await user.click(await dialog.findByRole('radio', edgeChoice));

      expect(dialog.getByText(/apiVersion/).textContent).toMatch(
        /log-source-id: bcd45662-bab7-4f99-b69f-083a0212568d$/,
      );
    });

    it('names the instance of a log source that is in another than the default', async () => {
      const { user, dialog } = await openLinkDialog({
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
      const { user, dialog } = await openLinkDialog();

      await user.click(await dialog.findByRole('radio', edgeChoice));
      await user.click(
        dialog.getByRole('button', { name: 'Copy the annotation' }),
      );

      expect(copied).toHaveBeenCalledWith(
        expect.stringContaining('bcd45662-bab7-4f99-b69f-083a0212568d'),
      );
    });
  });
});
