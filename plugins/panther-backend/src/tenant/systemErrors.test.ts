import { RawAnswer, setupTenants } from './__testUtils__/setupTenants';

const { serve, serveAnswers, serveSandbox, connect } = setupTenants();

const AUDIT_TRAIL = 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';

/** Longer than anything of the sandbox has been wrong. */
function lastYears() {
  return { after: new Date('2020-01-01'), before: new Date() };
}

/** An alert as REST tells it. */
function alert(id: string, changes: object = {}) {
  return {
    id,
    type: 'SYSTEM_ERROR',
    title: 'Access was denied: Checkout audit trail',
    severity: 'CRITICAL',
    status: 'OPEN',
    createdAt: '2026-11-22T15:36:28.285956402Z',
    systemError: {
      type: 'SOURCE_PERMISSIONS_CHECKS',
      sourceId: AUDIT_TRAIL,
      sourceType: 'aws-s3',
    },
    ...changes,
  };
}

/** Answers with a page of one alert, and the cursor of the next page, if there is one. */
function page(id: string, next?: string | null): RawAnswer {
  return { body: { results: [alert(id)], next } };
}

describe('the system errors of a tenant', () => {
  it('name the log sources that are unhealthy, and why, the latest first', async () => {
    const { url, sandbox } = await serveSandbox();
    const { client } = connect(url);

    const { errors, complete } = await client.listSystemErrors(lastYears());

    const { sources } = await client.listSources();
    expect(new Set(errors.map(({ sourceId }) => sourceId))).toEqual(
      new Set(
        sources
          .filter(({ isHealthy }) => !isHealthy)
          .map(({ integrationId }) => integrationId),
      ),
    );
    expect(errors).toContainEqual({
      sourceId: AUDIT_TRAIL,
      kind: 'SOURCE_PERMISSIONS_CHECKS',
      title: 'Access was denied: Checkout audit trail',
      raisedAt: expect.stringMatching(/^[\d-]+T[\d:]+\.\d{3}Z$/),
    });
    const times = errors.map(({ raisedAt }) => raisedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(complete).toBe(true);
    expect(sandbox.countRequests()).toMatchObject({ listAlerts: 1 });
  });

  it('are those raised between the two moments', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url);

    await expect(
      client.listSystemErrors({
        after: new Date('2020-01-01'),
        before: new Date('2020-02-01'),
      }),
    ).resolves.toEqual({ errors: [], complete: true });
  });

  it('go over as many pages as there are', async () => {
    const { url, sandbox } = await serveSandbox({ sources: 3_000 });
    const { client } = connect(url);

    const { errors, complete } = await client.listSystemErrors(lastYears());

    const pages = sandbox.countRequests().listAlerts ?? 0;
    expect(pages).toBeGreaterThan(1);
    expect(errors.length).toBeGreaterThan(50);
    expect(errors.length).toBeLessThanOrEqual(50 * pages);
    expect(complete).toBe(true);
  });

  it('are told to be incomplete after five pages', async () => {
    const { url, sandbox } = await serveSandbox({ sources: 10_000 });
    const { client } = connect(url);

    const { errors, complete } = await client.listSystemErrors(lastYears());

    expect(errors).toHaveLength(250);
    expect(complete).toBe(false);
    expect(sandbox.countRequests()).toEqual({ listAlerts: 5 });
  });

  it('are asked for as Panther documents it', async () => {
    const { url, requests } = await serveAnswers(page('a', 'b c'), page('b'));
    const { client } = connect(url);

    await client.listSystemErrors({
      after: new Date('2026-10-23T12:00:00Z'),
      before: new Date('2026-11-22T12:00:00Z'),
    });

    const query = [
      'type=SYSTEM_ERROR&status=OPEN&status=TRIAGED',
      'created-after=2026-10-23T12%3A00%3A00.000Z',
      'created-before=2026-11-22T12%3A00%3A00.000Z',
      'limit=50&sort-dir=desc',
    ].join('&');
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /alerts?${query}`,
      `GET /alerts?${query}&cursor=b+c`,
    ]);
  });

  it.each([undefined, null, ''])(
    'end where the next cursor is %p',
    async next => {
      const { url, requests } = await serveAnswers(page('a', next));
      const { client } = connect(url);

      await expect(client.listSystemErrors(lastYears())).resolves.toMatchObject(
        { complete: true },
      );
      expect(requests).toHaveLength(1);
    },
  );

  it('hold an alert once that moved between the pages', async () => {
    const { url } = await serveAnswers(page('a', 'next'), page('a'));
    const { client } = connect(url);

    const { errors } = await client.listSystemErrors(lastYears());

    expect(errors).toHaveLength(1);
  });

  it('may be none, as null', async () => {
    const { url } = await serveAnswers({ body: { results: null } });
    const { client } = connect(url);

    await expect(client.listSystemErrors(lastYears())).resolves.toEqual({
      errors: [],
      complete: true,
    });
  });
});

describe('an alert', () => {
  const about = alert('a').systemError;

  it.each([
    {
      what: 'that names no log source',
      row: { systemError: { ...about, sourceId: undefined } },
    },
    {
      what: 'about something else',
      row: { systemError: { type: 'ALERT_DELIVERY' } },
    },
    {
      what: 'with an empty id',
      row: { systemError: { ...about, sourceId: '' } },
    },
    {
      what: 'with null for an id',
      row: { systemError: { ...about, sourceId: null } },
    },
    { what: 'of another type', row: { systemError: undefined } },
  ])('$what is left out', async ({ row }) => {
    const { url } = await serveAnswers({
      body: { results: [alert('a', row), alert('b')] },
    });
    const { client, logger } = connect(url);

    const { errors } = await client.listSystemErrors(lastYears());

    expect(errors).toEqual([
      {
        sourceId: AUDIT_TRAIL,
        kind: 'SOURCE_PERMISSIONS_CHECKS',
        title: 'Access was denied: Checkout audit trail',
        raisedAt: '2026-11-22T15:36:28.285Z',
      },
    ]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each([
    [{ title: 7 }, 'title: expected string, received number'],
    [{ createdAt: 'yesterday' }, 'createdAt: Invalid ISO datetime'],
    [
      { systemError: { ...about, sourceId: 7 } },
      'systemError.sourceId: expected string, received number',
    ],
  ])(
    'that is not as promised does not cost the others, and is logged: %j',
    async (wrong, reason) => {
      const { url } = await serveAnswers({
        body: { results: [alert('a', wrong), null, alert('b')] },
      });
      const { client, logger } = connect(url);

      const { errors, complete } = await client.listSystemErrors(lastYears());

      expect(errors).toHaveLength(1);
      expect(complete).toBe(false);
      expect(logger.warn.mock.calls).toEqual([
        [expect.stringMatching(/without 2 system errors of Panther/)],
      ]);
      expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(reason));
    },
  );

  it('that is not as promised is an error where there is no other', async () => {
    const { url } = await serveAnswers({
      body: { results: [alert('a', { title: 7 })] },
    });
    const { client } = connect(url);

    await expect(client.listSystemErrors(lastYears())).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining('title: expected string'),
    });
  });
});

describe('the list of system errors', () => {
  it('that a token may not read names the permission', async () => {
    const { url } = await serveSandbox();
    const { client } = connect(url, {
      instance: { apiToken: 'sandbox-read-token' },
    });

    await expect(client.listSystemErrors(lastYears())).rejects.toMatchObject({
      failure: 'permissionMissing',
      message: expect.stringMatching(
        /panther\.apiToken list the system errors.*give it Read Alerts/,
      ),
    });
  });

  it('that goes round in a circle is an error', async () => {
    const { url, requests } = await serveAnswers(
      page('a', 'x'),
      page('b', 'y'),
      page('c', 'x'),
    );
    const { client } = connect(url);

    await expect(client.listSystemErrors(lastYears())).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining('received "x" on page 3'),
    });
    expect(requests).toHaveLength(3);
  });

  it('that is none is an error which names the field', async () => {
    const { url } = await serveAnswers({ body: { results: {} } });
    const { client } = connect(url);

    await expect(client.listSystemErrors(lastYears())).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining('results: expected array'),
    });
  });

  it('has one time limit for all of its pages', async () => {
    let count = 0;
    const url = await serve((_, response) => {
      count += 1;
      const { body } = page(`${count}`, `${count}`);
      setTimeout(() => response.end(JSON.stringify(body)), 150);
    });
    const { client } = connect(url, { limits: { callMs: 400 } });

    await expect(client.listSystemErrors(lastYears())).rejects.toMatchObject({
      failure: 'timedOut',
    });
    expect(count).toBeLessThan(5);
  });

  it('can be cancelled', async () => {
    const cancel = new AbortController();
    const enough = new Error('enough');
    const { url, requests } = await serveAnswers(page('a', 'next'), () => {
      cancel.abort(enough);
      return page('b');
    });
    const { client } = connect(url);

    await expect(
      client.listSystemErrors({ ...lastYears(), signal: cancel.signal }),
    ).rejects.toBe(enough);
    expect(requests).toHaveLength(2);
  });
});
