import { withLogCollector } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import {
  LogSourceReason,
  LogSourceStatus,
} from 'backstage-plugin-panther-common';
import { createCheckoutApiAnswer } from '../../__fixtures__/answers';
import { checkoutApi } from '../../__fixtures__/entities';
import { createCheckoutAuditTrail } from '../../__fixtures__/logSources';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

function createReasons(count: number): LogSourceReason[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'SOURCE_SCANNING_ERRORS',
    title: `Error ${index + 1}`,
    raisedAt: `2026-11-22T0${9 - index}:00:00.000Z`,
  }));
}

async function renderAuditTrail(
  status: LogSourceStatus,
  reasons: LogSourceReason[] | undefined,
): Promise<HTMLElement> {
  const answer = createCheckoutApiAnswer();
  answer.links[1]!.logSource = {
    ...createCheckoutAuditTrail(),
    status,
    reasons,
  };
  renderEntityLogSources(checkoutApi, async () => answer);
  return screen.findByRole('row', { name: /Checkout audit trail/ });
}

function reasonsIn(row: HTMLElement): HTMLElement[] {
  const list = within(row).getByRole('list', {
    name: 'What Panther finds wrong',
  });
  return within(list).getAllByRole('listitem');
}

describe('LogSourceReasons', () => {
  it("says in Panther's words what is wrong with a log source, and since when", async () => {
    renderEntityLogSources(checkoutApi, async () => createCheckoutApiAnswer());

    const row = await screen.findByRole('row', {
      name: /Checkout audit trail/,
    });
    const [reason, ...others] = reasonsIn(row);
    expect(reason).toHaveTextContent(
      /^Access was denied: Checkout audit trail ?since .*2026-11-22 08:00:00 UTC$/,
    );
    expect(others).toEqual([]);
  });

  it('shows the three latest, and says how many more there are', async () => {
    const row = await renderAuditTrail('unhealthy', createReasons(5));

    expect(reasonsIn(row).map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Error 1/),
      expect.stringMatching(/^Error 2/),
      expect.stringMatching(/^Error 3/),
      'and 2 more',
    ]);
  });

  it('shows three without speaking of more', async () => {
    const row = await renderAuditTrail('unhealthy', createReasons(3));

    expect(reasonsIn(row)).toHaveLength(3);
    expect(row).not.toHaveTextContent('more');
  });

  it('tells errors apart that are the same', async () => {
    const [reason] = createReasons(1);
    const { error } = await withLogCollector(['error'], async () => {
      const row = await renderAuditTrail('unhealthy', [reason!, reason!]);
      expect(reasonsIn(row)).toHaveLength(2);
    });

    // So React complains of items that it cannot tell apart.
    expect(error.filter(message => /\bkey\b/.test(message))).toEqual([]);
  });

  it.each<LogSourceStatus>(['silent', 'new', 'gone'])(
    'shows them of a log source that is %s',
    async status => {
      const row = await renderAuditTrail(status, createReasons(1));

      expect(reasonsIn(row)).toHaveLength(1);
    },
  );

  it.each<[string, LogSourceStatus, LogSourceReason[] | undefined]>([
    ['a healthy log source', 'healthy', createReasons(1)],
    ['an unhealthy one that Panther tells none of', 'unhealthy', undefined],
  ])('shows no list for %s', async (_case, status, reasons) => {
    const row = await renderAuditTrail(status, reasons);

    expect(
      within(row).queryByRole('list', { name: 'What Panther finds wrong' }),
    ).toBeNull();
  });
});
