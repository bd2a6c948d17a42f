import { screen } from '@testing-library/react';
import { createLedgerGoneAnswer } from '../../__fixtures__/answers';
import { ledger } from '../../__fixtures__/entities';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

const unmatchedBuckets = [
  {
    evidence: {
      entityRef: 'resource:default/ledger-logs',
      annotation: 'panther.com/s3-bucket',
      value: 'acme-ledger-logs',
    },
    message: "No log source in Panther reads bucket 'acme-ledger-logs'.",
  },
];

describe('UnmatchedBuckets', () => {
  it('names a bucket that no log source reads, and where it is named, before how to link', async () => {
    renderEntityLogSources(ledger, async () => ({
      entityRef: 'component:default/ledger',
      links: [],
      unmatchedBuckets,
      freshness: [],
    }));

    expect(
      await screen.findByText(/No log source in Panther reads bucket/),
    ).toHaveTextContent(
      'Annotation panther.com/s3-bucket of resource:default/ledger-logs.',
    );
    expect(
      screen.getByRole('heading', { name: 'No log source is linked yet' }),
    ).toBeInTheDocument();
  });

  it('says nothing where every bucket has a log source', async () => {
    renderEntityLogSources(ledger, async () => createLedgerGoneAnswer());
    await screen.findByRole('row', { name: /Ledger postings/ });
    expect(screen.queryByText(/The catalog names a bucket/)).toBeNull();
  });
});
