import { callSandbox, ids, StoppedClock } from '../__testUtils__/callers';

const path = (id: string, type = 'SOURCE_NO_DATA') =>
  `/log-source-alarms/${id}/${type}`;

describe('the REST API of drop-off alarms', () => {
  it('sets, reads, changes and deletes an alarm', async () => {
    const { put, get, delete: remove } = callSandbox();
    const alarm = path(ids.billingWorker);

    expect((await get(alarm)).status).toBe(404);
    const set = await put(alarm, { minutesThreshold: 60 });
    expect(set.status).toBe(200);
    expect(set.body).toEqual({ type: 'SOURCE_NO_DATA', minutesThreshold: 60 });
    await put(alarm, { minutesThreshold: 1_440 });
    expect((await get(alarm)).body).toEqual({
      type: 'SOURCE_NO_DATA',
      minutesThreshold: 1_440,
      state: 'OK',
    });
    expect((await remove(alarm)).status).toBe(204);
    expect((await get(alarm)).status).toBe(404);
    expect((await remove(alarm)).status).toBe(204);
  });

  it('raises an alarm over silence, which makes the source unhealthy', async () => {
    const { put, get, graphql } = callSandbox();
    const alarm = path(ids.auditTrail);
    // Its last event was six hours ago.
    await put(alarm, { minutesThreshold: 300 });

    expect((await get(alarm)).body.state).toBe('ALARM');
    const errors = await get(
      `/alerts?type=SYSTEM_ERROR&log-source=${ids.auditTrail}&status=OPEN`,
    );
    expect(
      errors.body.results.map(
        (alert: { systemError: { type: string } }) => alert.systemError.type,
      ),
    ).toContain('SOURCE_NO_DATA');
    const silent = '5d0b9e63-47ac-4f18-92de-3c6a8f1b7e05';
    const health = `{ source(id: "${silent}") { isHealthy } }`;
    expect((await graphql(health)).body.data.source.isHealthy).toBe(false);
    await put(path(silent), { minutesThreshold: 43_200 });
    expect((await graphql(health)).body.data.source.isHealthy).toBe(true);
  });

  it('has too little data for a source that has never had an event', async () => {
    const clock = new StoppedClock();
    const { post, put, get } = callSandbox({ clock: clock.read });
    const { body } = await post('/log-sources/s3', {
      awsAccountId: '1',
      s3Bucket: 'b',
      integrationLabel: 'New',
      s3PrefixLogTypes: [{ prefix: '' }],
      managedBucketNotifications: true,
      logProcessingRole: 'arn:aws:iam::1:role/r',
      logStreamType: 'Auto',
    });
    const alarm = path(body.integrationId);
    await put(alarm, { minutesThreshold: 15 });

    expect((await get(alarm)).body.state).toBe('INSUFFICIENT_DATA');
    clock.moveSeconds(60);
    expect((await get(alarm)).body.state).toBe('OK');
  });

  it.each([14, 43_201])(
    'refuses a threshold of %p minutes',
    async minutesThreshold => {
      const answer = await callSandbox().put(path(ids.edge), {
        minutesThreshold,
      });

      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({
        message: expect.stringContaining('between 15 and 43200'),
      });
    },
  );

  it.each([15, 43_200])(
    'takes a threshold of %p minutes',
    async minutesThreshold => {
      const answer = await callSandbox().put(path(ids.edge), {
        minutesThreshold,
      });

      expect(answer.status).toBe(200);
    },
  );

  it.each([
    ['no threshold', {}, 'missing_field'],
    ['a threshold in quotes', { minutesThreshold: '60' }, 'decode_payload'],
    ['a fraction', { minutesThreshold: 60.5 }, 'decode_payload'],
  ])('refuses %s', async (_case, body, name) => {
    const answer = await callSandbox().put(path(ids.edge), body);

    expect(answer.status).toBe(400);
    expect(answer.body.name).toBe(name);
  });

  it('refuses other types of alarm, and ids that are none', async () => {
    const { get } = callSandbox();

    const type = await get(path(ids.edge, 'SOURCE_SCANNING_ERRORS'));
    const id = await get(path('nope'));

    expect(type.status).toBe(400);
    expect(type.body.message).toContain('SOURCE_NO_DATA');
    expect(id.status).toBe(400);
    expect(id.body.message).toContain('uuid');
  });

  it('refuses sources it does not have, and those of cloud security', async () => {
    const { put } = callSandbox();

    const missing = await put(path(ids.ledger), { minutesThreshold: 60 });
    const cloud = await put(path(ids.scan), { minutesThreshold: 60 });

    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({ message: 'log source was not found' });
    expect(cloud.status).toBe(400);
  });

  it('wants Manage Log Sources for a change', async () => {
    const { readOnly } = callSandbox();
    const alarm = path(ids.accessLogs);

    expect((await readOnly.get(alarm)).status).toBe(200);
    expect((await readOnly.put(alarm, { minutesThreshold: 60 })).status).toBe(
      403,
    );
    expect((await readOnly.delete(alarm)).status).toBe(403);
  });
});
