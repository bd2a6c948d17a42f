import { screen } from '@testing-library/react';
import {
  createBillingWorkerUnmatchedAnswer,
  createLedgerGoneAnswer,
} from '../../__fixtures__/answers';
import { billingWorker, ledger } from '../../__fixtures__/entities';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

describe('UnmatchedBuckets', () => {
  it('names a bucket that no log source reads, and where it is named, before how to link', async () => {
    renderEntityLogSources(billingWorker, async () =>
      createBillingWorkerUnmatchedAnswer(),
    );

    expect(
      await screen.findByText(/No log source in Panther reads bucket/),
    ).toHaveTextContent(
      'Annotation panther.com/s3-bucket of resource:default/billing-logs.',
    );
    expect(
      screen.getByRole('heading', { name: 'No log source is linked yet' }),
    ).toBeInTheDocument();
  });

  it('says of when Panther was read, which is how sure it can be', async () => {
    renderEntityLogSources(billingWorker, async () =>
      createBillingWorkerUnmatchedAnswer(),
    );

    expect(await screen.findByText(/^Acme Security, as of/)).toHaveTextContent(
      '2026-11-22 12:00:00 UTC',
    );
  });

  it('names each of several buckets', async () => {
    const answer = createBillingWorkerUnmatchedAnswer();
    answer.unmatchedBuckets?.push({
      evidence: {
        entityRef: 'component:default/billing-worker',
        annotation: 'panther.com/s3-bucket',
        value: 'acme-billing-archive',
      },
      message: "No log source in Panther reads bucket 'acme-billing-archive'.",
    });
    renderEntityLogSources(billingWorker, async () => answer);

    const notice = (
      await screen.findByText('The catalog names buckets without a log source')
    ).closest('[role]');
    expect(notice).toHaveTextContent("'acme-billing-logs'");
    expect(notice).toHaveTextContent("'acme-billing-archive'");
  });

  it('says nothing where every bucket has a log source', async () => {
    renderEntityLogSources(ledger, async () => createLedgerGoneAnswer());
    await screen.findByRole('row', { name: /Ledger postings/ });
    expect(screen.queryByText(/The catalog names/)).toBeNull();
  });
});
