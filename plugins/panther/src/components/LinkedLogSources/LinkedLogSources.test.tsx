import { withLogCollector } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import {
  createBillingWorkerHiddenAnswer,
  createCheckoutApiAnswer,
  createCheckoutApiPartlyHiddenAnswer,
  createLedgerGoneAnswer,
  createLedgerUnknownAnswer,
  createUnreadAnswer,
} from '../../__fixtures__/answers';
import {
  billingWorker,
  checkoutApi,
  ledger,
} from '../../__fixtures__/entities';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

describe('LinkedLogSources', () => {
  it('shows a link to what Panther never had, why it leads nowhere, and how to link another', async () => {
    renderEntityLogSources(ledger, async () => createLedgerUnknownAnswer());

    const row = await screen.findByRole('row', {
      name: /e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17/,
    });
    expect(row).toHaveTextContent('Not found');
    expect(row).toHaveTextContent('Correct the annotation, or remove it.');
    expect(
      screen.getByRole('heading', {
        level: 3,
        name: 'Link another log source instead',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/name: ledger/).textContent).toMatch(
      /panther.com\/log-source-id: <id>$/,
    );
  });

  it('keeps the row of a log source that is gone, says since when, and how to link another', async () => {
    renderEntityLogSources(ledger, async () => createLedgerGoneAnswer());

    const row = await screen.findByRole('row', { name: /Ledger postings/ });
    const [status, receives, received, processed] =
      within(row).getAllByRole('cell');
    expect(status).toHaveTextContent(/^Gonesince .*2026-11-20 12:00:00 UTC$/);
    expect(receives).toHaveTextContent('Bucket acme-ledger-postings');
    expect(received).toHaveTextContent('2026-11-19 12:00:00 UTC');
    expect(processed).toHaveTextContent('2026-11-19 12:01:00 UTC');
    expect(within(row).getByRole('rowheader')).toHaveTextContent(
      'has this log source no more. Correct the annotation, or remove it.',
    );
    expect(
      screen.getByRole('heading', {
        level: 3,
        name: 'Link another log source instead',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/name: ledger/).textContent).toMatch(
      /panther.com\/log-source-id: <id>$/,
    );
  });

  it('says of a log source that the user may not see just that, beside those they may', async () => {
    renderEntityLogSources(checkoutApi, async () =>
      createCheckoutApiPartlyHiddenAnswer(),
    );

    const hidden = await screen.findByRole('row', {
      name: /a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40/,
    });
    expect(within(hidden).getByRole('rowheader')).toHaveTextContent(
      /^a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40Linked by annotation panther.com\/log-source-id$/,
    );
    expect(
      within(hidden)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([
      'Hidden',
      "You may not see this log source; ask your portal's administrators to extend your permission panther.log-source.read.",
    ]);
    expect(
      screen.getByRole('row', { name: /Checkout access logs/ }),
    ).toHaveTextContent('Healthy');
    // It is linked well, so there is nothing to correct.
    expect(screen.queryByRole('heading', { level: 3 })).toBeNull();
  });

  it('names what is hidden in a bucket by nothing but the bucket', async () => {
    renderEntityLogSources(billingWorker, async () =>
      createBillingWorkerHiddenAnswer(),
    );

    expect(await screen.findByRole('rowheader')).toHaveTextContent(
      /^acme-billing-logsLinked by bucket acme-billing-logs of billing-logs$/,
    );
    expect(
      screen.getAllByRole('cell').map(({ textContent }) => textContent),
    ).toEqual([
      'Hidden',
      expect.stringMatching(/^You may not see every log source that reads/),
    ]);
  });

  it('tells links apart that have no ref', async () => {
    const answer = createBillingWorkerHiddenAnswer();
    answer.links.push(...answer.links);
    const { error } = await withLogCollector(['error'], async () => {
      renderEntityLogSources(billingWorker, async () => answer);
      expect(await screen.findAllByRole('rowheader')).toHaveLength(2);
    });

    // So React complains of rows that it cannot tell apart.
    expect(error.filter(message => /\bkey\b/.test(message))).toEqual([]);
  });

  it('names a log source that a bucket leads to by its ref as long as nothing else is known', async () => {
    const answer = createBillingWorkerHiddenAnswer();
    answer.links = answer.links.slice(0, 1).map(link => ({
      ...link,
      logSourceRef: 'default:c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38',
      state: 'unavailable',
      message: 'Panther gave it no isHealthy.',
    }));
    renderEntityLogSources(billingWorker, async () => answer);

    const row = await screen.findByRole('row', {
      name: /default:c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38/,
    });
    expect(row).toHaveTextContent('Unavailable');
    expect(row).toHaveTextContent('Linked by bucket acme-billing-logs');
  });

  it('keeps the refs of hidden log sources in the annotation', async () => {
    const answer = createCheckoutApiPartlyHiddenAnswer();
    answer.links.push(...createLedgerGoneAnswer().links);
    renderEntityLogSources(checkoutApi, async () => answer);

    expect((await screen.findByText(/name: checkout-api/)).textContent).toMatch(
      /: 3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81,a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40,<id>$/,
    );
  });

  it('keeps the refs of log sources that are not known yet in the annotation', async () => {
    const answer = createUnreadAnswer();
    answer.links.push(...createLedgerGoneAnswer().links);
    renderEntityLogSources(checkoutApi, async () => answer);

    expect((await screen.findByText(/name: checkout-api/)).textContent).toMatch(
      /: 3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81,a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40,<id>$/,
    );
  });

  it('shows it beside those that were found, and keeps them in the annotation', async () => {
    const answer = createCheckoutApiAnswer();
    answer.links.push(...createLedgerUnknownAnswer().links);
    renderEntityLogSources(checkoutApi, async () => answer);

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

  it('does not explain how to link one', async () => {
    renderEntityLogSources(checkoutApi, async () => createCheckoutApiAnswer());

    await screen.findByRole('table');
    expect(screen.queryByRole('heading', { level: 3 })).toBeNull();
  });

  it('does not take a bucket for a ref that the annotation should keep', async () => {
    const answer = createLedgerGoneAnswer();
    for (const link of createCheckoutApiAnswer().links) {
      answer.links.push({
        ...link,
        origin: 'bucket',
        evidence: {
          entityRef: 'resource:default/checkout-logs',
          annotation: 'panther.com/s3-bucket',
          value: 'acme-checkout-logs',
        },
      });
    }
    renderEntityLogSources(ledger, async () => answer);

    expect((await screen.findByText(/name: ledger/)).textContent).toMatch(
      /panther.com\/log-source-id: <id>$/,
    );
  });
});
