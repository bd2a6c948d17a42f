import { screen, within } from '@testing-library/react';
import { LogSourceStatus } from 'backstage-plugin-panther-common';
import { DateTime } from 'luxon';
import { createCheckoutApiAnswer } from '../../__fixtures__/answers';
import { createCheckoutAccessLogs } from '../../__fixtures__/logSources';
import { checkoutApi } from '../../__fixtures__/entities';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

describe('LogSourceTable', () => {
  it('shows each with its health, its logs and its last events', async () => {
    renderEntityLogSources(checkoutApi, async () => createCheckoutApiAnswer());

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
    renderEntityLogSources(checkoutApi, async () => createCheckoutApiAnswer());

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

  it('says which bucket of which entity links a log source', async () => {
    const answer = createCheckoutApiAnswer();
    answer.links[0]!.origin = 'bucket';
    answer.links[0]!.evidence = {
      entityRef: 'resource:default/checkout-logs',
      annotation: 'panther.com/s3-bucket',
      value: 'acme-checkout-logs/alb',
    };
    renderEntityLogSources(checkoutApi, async () => answer);

    const linked = await screen.findByRole('rowheader', {
      name: /Checkout access logs/,
    });
    expect(linked).toHaveTextContent(
      'Linked by bucket acme-checkout-logs/alb of checkout-logs',
    );
    expect(linked).toHaveTextContent(
      'aws-s3, default:3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
    );
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
    renderEntityLogSources(checkoutApi, async () => answer);

    const row = await screen.findByRole('row', {
      name: /Checkout access logs/,
    });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([
      expect.stringMatching(/^New/),
      'Okta.SystemLog, GitHub.Audit',
      'Never',
      'Never',
    ]);
  });

  it('does not say "never" of a time that Panther did not answer', async () => {
    const answer = createCheckoutApiAnswer();
    answer.links[0]!.logSource = {
      ...createCheckoutAccessLogs(),
      lastEventReceivedAt: undefined,
      lastEventProcessedAt: undefined,
      degradedFields: ['lastEventReceivedAt'],
    };
    renderEntityLogSources(checkoutApi, async () => answer);

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

  it.each<[LogSourceStatus, string]>([
    ['healthy', 'Healthy'],
    ['unhealthy', 'Unhealthy'],
    ['silent', 'Silent'],
  ])('says since when a log source is %s', async (status, word) => {
    const answer = createCheckoutApiAnswer();
    answer.links[0]!.logSource = {
      ...createCheckoutAccessLogs(),
      status,
      statusSince: DateTime.now().minus({ hours: 4, minutes: 1 }).toISO()!,
    };
    renderEntityLogSources(checkoutApi, async () => answer);

    const row = await screen.findByRole('row', {
      name: /Checkout access logs/,
    });
    expect(within(row).getAllByRole('cell')[0]).toHaveTextContent(
      new RegExp(`^${word}since 4 hours ago`),
    );
  });

  it('says why what is shown of a log source is older than the rest', async () => {
    const answer = createCheckoutApiAnswer();
    answer.links[0]!.logSource = {
      ...createCheckoutAccessLogs(),
      readProblem: 'Panther gave it no isHealthy.',
    };
    renderEntityLogSources(checkoutApi, async () => answer);

    const [older, other] = await screen.findAllByRole('rowheader');
    expect(older).toHaveTextContent(
      'Panther gave it no isHealthy. What is shown is what was known before.',
    );
    expect(other).not.toHaveTextContent('known before');
  });
});
