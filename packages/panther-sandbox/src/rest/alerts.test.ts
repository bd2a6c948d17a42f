import { callSandbox, ids, StoppedClock } from '../__testUtils__/callers';

interface Alert {
  id: string;
  createdAt: string;
  status: string;
  systemError: { type: string; sourceId: string };
}

const all = '/alerts?type=SYSTEM_ERROR';

describe('the REST API of alerts', () => {
  it('has an open system error for every unhealthy source, and for no other', async () => {
    const { get, graphql } = callSandbox();

    const alerts = await get(
      `${all}&status=OPEN&limit=50&created-after=2020-01`,
    );
    const list = await graphql(
      '{ sources { edges { node { integrationId isHealthy } } } }',
    );

    const unhealthy = list.body.data.sources.edges
      .filter(({ node }: { node: { isHealthy: boolean } }) => !node.isHealthy)
      .map(
        ({ node }: { node: { integrationId: string } }) => node.integrationId,
      );
    const named = alerts.body.results.map(
      (alert: Alert) => alert.systemError.sourceId,
    );
    expect(unhealthy.length).toBeGreaterThan(5);
    expect(new Set(named)).toEqual(new Set(unhealthy));
  });

  it('describes a system error, with the source that it is about', async () => {
    const { get } = callSandbox();

    const { body } = await get(`${all}&log-source=${ids.auditTrail}`);

    expect(body).toEqual({
      results: [
        {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          type: 'SYSTEM_ERROR',
          title: 'Access was denied: Checkout audit trail',
          severity: 'CRITICAL',
          status: 'OPEN',
          createdAt: expect.any(String),
          deliveries: [],
          systemError: {
            type: 'SOURCE_PERMISSIONS_CHECKS',
            sourceId: ids.auditTrail,
            sourceType: 'aws-s3',
          },
        },
      ],
    });
    const [alert] = body.results;
    expect((await get(`/alerts/${alert.id}`)).body).toEqual(alert);
    expect((await get('/alerts/nope')).status).toBe(404);
  });

  it('goes through all of them page by page', async () => {
    const { get } = callSandbox();
    const whole = await get(`${all}&limit=50`);
    const collected: Alert[] = [];

    let next: string | undefined;
    do {
      const page = await get(`${all}&limit=2${next ? `&cursor=${next}` : ''}`);
      expect(page.body.results.length).toBeLessThanOrEqual(2);
      collected.push(...page.body.results);
      next = page.body.next;
    } while (next);

    expect(whole.body.results.length).toBeGreaterThan(4);
    expect(whole.body).not.toHaveProperty('next');
    expect(collected).toEqual(whole.body.results);
  });

  it('has the newest first, or last', async () => {
    const { get } = callSandbox();

    const down = (await get(`${all}&limit=50`)).body.results;
    const up = (await get(`${all}&limit=50&sort-dir=asc`)).body.results;

    const times = down.map((alert: Alert) => Date.parse(alert.createdAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(up).toEqual([...down].reverse());
  });

  it.each([
    ['two sources', `&log-source=${ids.auditTrail}&log-source=${ids.edge}`, 1],
    ['a source with nothing wrong', `&log-source=${ids.edge}`, 0],
    ['what is over', '&status=RESOLVED', 1],
    ['several states', '&status=RESOLVED&status=TRIAGED', 1],
    ['a part of the title', '&name-contains=AUDIT%20trail', 1],
    ['a severity that they never have', '&severity=LOW', 0],
    ['a detection', '&detection-id=Some.Rule', 0],
  ])('narrows them by %s', async (_case, filter, count) => {
    const { body } = await callSandbox().get(`${all}${filter}`);

    expect(body.results).toHaveLength(count);
  });

  it.each([
    ['2026-03-04T00:00:00Z', 1],
    ['2026-03-03', 4],
    [`${Date.parse('2026-03-04T00:00:00Z') / 1_000}`, 1],
    ['2026-03', 6],
  ])('takes %s for a time', async (after, count) => {
    const clock = new StoppedClock();
    const { get } = callSandbox({ clock: clock.read });

    const { body } = await get(
      `${all}&status=OPEN&limit=50&created-after=${after}`,
    );

    expect(body.results).toHaveLength(count);
  });

  it('without times looks at the last 30 days', async () => {
    const clock = new StoppedClock();
    const { get } = callSandbox({ clock: clock.read });
    const before = (await get(`${all}&log-source=${ids.auditTrail}`)).body
      .results;

    clock.moveSeconds(31 * 24 * 60 * 60);

    expect(before).toHaveLength(1);
    expect(
      (await get(`${all}&log-source=${ids.auditTrail}`)).body.results,
    ).toEqual([]);
  });

  it.each([
    'type=BIRD',
    'limit=51',
    'limit=0',
    'limit=many',
    'status=LOST',
    'sort-dir=sideways',
    'created-after=yesterday',
    'created-before=2026-13-45',
    'cursor=bm9uZQ',
  ])('refuses %s with 400', async query => {
    const { status, body } = await callSandbox().get(`/alerts?${query}`);

    expect(status).toBe(400);
    expect(body.message).toContain(query.split('=')[0]);
  });

  it('has no alerts of detections, for it has no detections', async () => {
    const { status, body } = await callSandbox().get('/alerts');

    expect(status).toBe(200);
    expect(body).toEqual({ results: [] });
  });

  it('wants Read Alerts', async () => {
    const { readOnly } = callSandbox();

    expect((await readOnly.get('/alerts')).status).toBe(403);
    expect((await readOnly.get('/alerts/nope')).status).toBe(403);
  });
});
