import request from 'supertest';
import { callSandbox, ids } from '../__testUtils__/callers';
import {
  s3SourceCreation as creation,
  s3SourceSettings as settings,
} from '../__testUtils__/s3SourceBodies';

const edge = `/log-sources/s3/${ids.edge}`;
const collection = '/log-sources/s3';

describe('the REST API of S3 sources', () => {
  it('creates, reads, replaces and deletes a source', async () => {
    const { post, get, put, delete: remove } = callSandbox();
    const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1';

    const created = await post(collection, { ...creation, kmsKey });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      ...creation,
      kmsKey,
      integrationId: expect.any(String),
      logStreamTypeOptions: {},
    });

    const path = `${collection}/${created.body.integrationId}`;
    const read = await get(path);
    expect(read.status).toBe(200);
    expect(read.body).toEqual(created.body);

    const replaced = await put(path, {
      ...settings,
      integrationLabel: 'Orders logs',
      logStreamType: 'CloudWatchLogs',
      logStreamTypeOptions: { retainEnvelopeFields: true },
    });
    expect(replaced.status).toBe(200);
    const { kmsKey: _cleared, ...rest } = created.body;
    expect(replaced.body).toEqual({
      ...rest,
      integrationLabel: 'Orders logs',
      logStreamType: 'CloudWatchLogs',
      logStreamTypeOptions: { retainEnvelopeFields: true },
    });
    expect((await get(path)).body).toEqual(replaced.body);

    const removed = await remove(path);
    expect(removed.status).toBe(204);
    expect(removed.text).toBe('');
    expect((await get(path)).status).toBe(404);
  });

  it('takes an account of 13 digits, and a log type it has never heard of', async () => {
    const { status } = await callSandbox().post(collection, {
      ...creation,
      awsAccountId: '0123456789012',
      s3PrefixLogTypes: [{ prefix: '', logTypes: ['Custom.Unheard'] }],
    });

    expect(status).toBe(201);
  });

  it('fills in what a prefix mapping leaves out', async () => {
    const { body } = await callSandbox().post(collection, {
      ...creation,
      s3PrefixLogTypes: [{}],
    });

    expect(body.s3PrefixLogTypes).toEqual([
      { excludedPrefixes: [], logTypes: [], prefix: '' },
    ]);
  });

  it('does not look at members that it does not know, nor at fixed ones in an update', async () => {
    const { put } = callSandbox();

    const { status, body } = await put(edge, {
      ...settings,
      awsAccountId: '999999999999',
      s3Bucket: 'elsewhere',
      colour: 'red',
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      awsAccountId: '111122223333',
      s3Bucket: 'acme-edge-logs',
    });
    expect(body).not.toHaveProperty('colour');
  });

  it('takes an empty key for none', async () => {
    const { body } = await callSandbox().post(collection, {
      ...creation,
      kmsKey: '',
    });

    expect(body).not.toHaveProperty('kmsKey');
  });

  it('answers a body of more than a mebibyte with 413', async () => {
    const { status, body } = await callSandbox().post(collection, {
      ...creation,
      s3Bucket: 'a'.repeat(1_100_000),
    });

    expect(status).toBe(413);
    expect(body).toEqual({ message: expect.any(String) });
  });

  it.each([
    ['no token', undefined],
    ['a token that it does not know', 'wrong'],
  ])(
    'refuses %s with 401, before it looks at anything else',
    async (_case, token) => {
      const { app } = callSandbox();
      for (const call of [
        request(app).post(collection).send('{'),
        request(app).get(`${collection}/nope`),
        request(app).put(edge),
        request(app).delete(edge),
      ]) {
        const { status, body } = await (token
          ? call.set('x-api-key', token)
          : call);
        expect(status).toBe(401);
        expect(body).toEqual({ error: 'unauthorized' });
      }
    },
  );

  it('lets a token without Manage Log Sources read, and refuses it writes with 403', async () => {
    const { readOnly, get } = callSandbox();

    expect((await readOnly.get(edge)).status).toBe(200);
    for (const { status, body } of [
      await readOnly.post(collection, creation),
      await readOnly.put(edge, settings),
      await readOnly.delete(edge),
    ]) {
      expect(status).toBe(403);
      expect(body).toEqual({ error: 'forbidden' });
    }
    expect((await get(edge)).body.integrationLabel).toBe(
      'Edge load balancer logs',
    );
  });

  it.each([
    ['an id it does not have', ids.ledger],
    ['a source of another type', ids.webhooks],
    ['anything else', 'nope'],
  ])('answers %s with 404', async (_case, id) => {
    const { get, put, delete: remove } = callSandbox();
    const path = `${collection}/${id}`;

    for (const { status, body } of [
      await get(path),
      await put(path, settings),
      await remove(path),
    ]) {
      expect(status).toBe(404);
      expect(body).toEqual({ message: `log source ${id} not found` });
    }
  });

  describe('answers with 409', () => {
    it('a label that the account has', async () => {
      const { post, put } = callSandbox();
      const taken = { integrationLabel: 'Checkout access logs' };

      for (const { status, body } of [
        await post(collection, { ...creation, ...taken }),
        await put(edge, { ...settings, ...taken }),
      ]) {
        expect(status).toBe(409);
        expect(body).toEqual({
          message: expect.stringContaining('already exists'),
        });
      }
      const elsewhere = { ...creation, ...taken, awsAccountId: '999999999999' };
      expect((await post(collection, elsewhere)).status).toBe(201);
    });

    it('a bucket and prefix that another source reads', async () => {
      const { post } = callSandbox();
      const bucket = { ...creation, s3Bucket: 'acme-checkout-logs' };

      const taken = await post(collection, {
        ...bucket,
        s3PrefixLogTypes: [{ prefix: 'new/' }, { prefix: 'alb/' }],
      });
      const free = await post(collection, {
        ...bucket,
        s3PrefixLogTypes: [{ prefix: 'new/' }],
      });

      expect(taken.status).toBe(409);
      expect(taken.body.message).toContain('prefix "alb/" already exists');
      expect(free.status).toBe(201);
    });

    it('but not a source that is updated with its own label and prefix', async () => {
      const { get, put } = callSandbox();
      const { body } = await get(edge);

      expect((await put(edge, body)).status).toBe(200);
    });
  });

  it('reads JSON without being told that it is', async () => {
    const { app } = callSandbox();

    const { status } = await request(app)
      .post(collection)
      .set('x-api-key', 'sandbox-token')
      .set('content-type', 'text/plain')
      .send(JSON.stringify(creation));

    expect(status).toBe(201);
  });

  it('gives new sources the ids it was told to', async () => {
    const { post } = callSandbox({ generateId: () => 'the-next-id' });

    expect((await post(collection, creation)).body.integrationId).toBe(
      'the-next-id',
    );
  });

  it('reads HTTP sources, without their secrets', async () => {
    const { get } = callSandbox();

    const { status, body } = await get(`/log-sources/http/${ids.webhooks}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      integrationLabel: 'Warehouse webhooks',
      logTypes: ['Custom.WarehouseScanner'],
      authSecretValue: '',
    });
    expect((await get(`/log-sources/http/${ids.edge}`)).status).toBe(404);
  });
});
