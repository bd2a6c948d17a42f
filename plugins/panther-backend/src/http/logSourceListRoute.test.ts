import {
  AUDIT_TRAIL,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import {
  LIST_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';

describe('the route of all log sources', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startTestPortal({ panther: { apiUrl: sandbox.url } });
    await portal.firstRead();
  });
  afterAll(() => sandbox.stop());

  async function list(query: string) {
    const response = await portal.get(`/log-sources${query}`).expect(200);
    expectDocumentedAnswer(LIST_ROUTE, response);
    return response.body;
  }

  it('answers without parameters with the first twenty by label', async () => {
    const { items, total, nextCursor, facets, freshness } = await list('');
    expect(items).toHaveLength(20);
    expect(total).toBeGreaterThan(20);
    expect(nextCursor).toEqual(expect.any(String));
    expect(facets.instance).toEqual([{ value: 'default', count: total }]);
    expect(freshness).toEqual([
      expect.objectContaining({ instance: 'default', stale: false }),
    ]);
    const labels = items.map(
      ({ logSource }: { logSource: { label: string } }) =>
        logSource.label.toLowerCase(),
    );
    expect(labels).toEqual([...labels].sort());
  });

  it('takes refs and text as people type them', async () => {
    await expect(
      list('?owner=group:default/team-payments'),
    ).resolves.toHaveProperty('total', 0);
    await expect(list('?q=alb/&limit=1')).resolves.toHaveProperty('total', 0);
  });

  it('goes through all of them by cursor', async () => {
    const ids = new Set<string>();
    const first = await list('?limit=7&sort=-lastEventReceivedAt');
    let page = first;
    for (let shown = 7; shown < first.total; shown += 7) {
      for (const { logSource } of page.items) {
        ids.add(logSource.ref);
      }
      page = await list(
        `?limit=7&sort=-lastEventReceivedAt&cursor=${page.nextCursor}`,
      );
      expect(page).not.toHaveProperty('facets');
      expect(page.total).toBe(first.total);
    }
    for (const { logSource } of page.items) {
      ids.add(logSource.ref);
    }
    expect(page).not.toHaveProperty('nextCursor');
    expect(ids.size).toBe(first.total);
  });

  it('takes a filter once, or several times', async () => {
    const { facets } = await list('');
    const [one, other] = facets.type;
    await expect(list(`?type=${one.value}`)).resolves.toMatchObject({
      total: one.count,
    });
    await expect(
      list(`?type=${one.value}&type=${other.value}`),
    ).resolves.toMatchObject({ total: one.count + other.count });
  });

  it('takes as many values of a filter as it says', async () => {
    const { total } = await list('?type=aws-s3');
    const others = Array.from({ length: 49 }, (_, index) => `type=t${index}`);
    await expect(
      list(`?${others.join('&')}&type=aws-s3`),
    ).resolves.toMatchObject({ total });

    const tooMany = await portal
      .get(`/log-sources?type=a&type=b&${others.join('&')}`)
      .expect(400);
    expectDocumentedAnswer(LIST_ROUTE, tooMany);
  });

  it('takes whether an entity is linked', async () => {
    const { total } = await list('');
    await expect(list('?linked=false')).resolves.toMatchObject({ total });
    await expect(list('?linked=true')).resolves.toMatchObject({ total: 0 });
  });

  it('says what is wrong with a log source', async () => {
    const find = async () => {
      const { items } = await list('?q=Checkout%20audit&status=unhealthy');
      return items[0].logSource;
    };
    let found = await find();
    while (!found.reasons) {
      // They are read after the log sources.
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
      found = await find();
    }
    expect(found).toMatchObject({
      integrationId: AUDIT_TRAIL,
      reasons: [{ kind: 'SOURCE_PERMISSIONS_CHECKS' }],
    });
  });

  it('answers 404 for an instance that is not configured', async () => {
    const response = await portal.get('/log-sources?instance=mars').expect(404);
    expectDocumentedAnswer(LIST_ROUTE, response);
    expect(response.body.error.message).toBe(
      "No Panther instance is called 'mars'; configured are default.",
    );
  });

  it.each([
    ['cursor', 'cursor=x'],
    ['status', 'status=well'],
    ['sort', 'sort=name'],
    ['limit', 'limit=101'],
    ['limit', 'limit=few'],
    ['linked', 'linked=maybe'],
    ['type', 'type='],
    ['everything', 'everything=true'],
    ['NUL', 'q=%00'],
  ])('answers 400 naming %s for ?%s', async (name, query) => {
    const response = await portal.get(`/log-sources?${query}`).expect(400);
    expectDocumentedAnswer(LIST_ROUTE, response);
    expect(response.body.error.message).toContain(name);
  });
});
