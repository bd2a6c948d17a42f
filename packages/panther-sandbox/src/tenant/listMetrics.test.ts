import { callSandbox, StoppedClock } from '../__testUtils__/callers';

describe('the metrics', () => {
  const clock = new StoppedClock();
  const ask = (input: object) =>
    callSandbox({ clock: clock.read }).graphql({
      query: `query Metrics($input: MetricsInput!) { metrics(input: $input) {
        bytesProcessedPerSource { label value breakdown }
        eventsProcessedPerLogType { label value breakdown }
        bytesQueriedPerSource { value } bytesIngestedPerSource { label value }
        latencyPerLogType { value } alertsPerSeverity { label value breakdown }
        alertsPerRule { entityId label value }
        totalAlerts totalBytesIngested totalBytesProcessed totalBytesQueried totalEventsProcessed
      } }`,
      variables: { input },
    });
  const twoDays = {
    fromDate: '2026-03-02T00:00:00Z',
    toDate: '2026-03-04T00:00:00.000Z',
  };

  it('have a series for each log type in use, over the times asked for', async () => {
    const { metrics } = (await ask({ ...twoDays, intervalInMinutes: 720 })).body
      .data;

    const labels = metrics.bytesProcessedPerSource.map(
      ({ label }: { label: string }) => label,
    );
    expect(labels).toEqual(
      expect.arrayContaining(['AWS.ALB', 'Custom.BillingWorker']),
    );
    for (const series of metrics.bytesProcessedPerSource) {
      expect(Object.keys(series.breakdown)).toEqual([
        '2026-03-02T00:00:00Z',
        '2026-03-02T12:00:00Z',
        '2026-03-03T00:00:00Z',
        '2026-03-03T12:00:00Z',
      ]);
      const values = Object.values<number>(series.breakdown);
      expect(series.value).toBe(values.reduce((sum, value) => sum + value));
      expect(Math.min(...values)).toBeGreaterThan(0);
    }
    expect(metrics.alertsPerRule).toBeNull();
    expect(metrics.alertsPerSeverity[0].label).toBe('Rule CRITICAL');
  });

  it('are the same for the same times', async () => {
    const first = await ask(twoDays);
    const second = await ask(twoDays);

    expect(second.body).toEqual(first.body);
  });

  it.each([
    ['a day', '2026-03-03T00:00:00Z', 24],
    ['a week', '2026-03-09T00:00:00Z', 28],
    ['a month', '2026-04-01T00:00:00Z', 30],
  ])('choose an interval that suits %s', async (_case, toDate, points) => {
    const { body } = await ask({ ...twoDays, toDate });

    const [series] = body.data.metrics.bytesProcessedPerSource;
    expect(Object.keys(series.breakdown)).toHaveLength(points);
  });

  it.each([
    ['times that are none', { ...twoDays, fromDate: 'yesterday' }, 'fromDate'],
    [
      'an end before the beginning',
      { ...twoDays, toDate: '2026-01-01T00:00:00Z' },
      'toDate',
    ],
    [
      'an interval of nothing',
      { ...twoDays, intervalInMinutes: 0 },
      'intervalInMinutes',
    ],
    [
      'too many points',
      { ...twoDays, intervalInMinutes: 1 },
      'intervalInMinutes',
    ],
  ])('refuse %s', async (_case, input, message) => {
    const { body } = await ask(input);

    expect(body.errors[0].message).toContain(message);
  });
});
