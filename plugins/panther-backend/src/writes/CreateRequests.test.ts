import { CreateRequest, CreateRequests } from './CreateRequests';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const warnings = [{ field: 'kmsKey', message: 'It cannot be set later.' }];

const request: CreateRequest = {
  instance: 'default',
  actor: 'user:default/ana',
  idempotencyKey: 'refunds-1',
  requestHash: 'a'.repeat(64),
};

describe.each(databaseIds)('CreateRequests on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup() {
    const knex = await database.empty();
    return { knex, requests: new CreateRequests(knex) };
  }

  it('knows nothing of a wish that was never put', async () => {
    const { requests } = await setup();
    await expect(requests.find(request)).resolves.toBeUndefined();
  });

  it('remembers what became of a wish', async () => {
    const { requests } = await setup();
    await requests.start(request, warnings);
    await expect(requests.find(request)).resolves.toEqual({
      state: 'started',
      warnings,
    });

    await requests.note(request, { state: 'unknown' });
    await expect(requests.find(request)).resolves.toEqual({
      state: 'unknown',
      warnings,
    });
    // A retry begins anew, and must not look like a first try.
    await requests.start(request, []);
    await expect(requests.find(request)).resolves.toEqual({
      state: 'unknown',
      warnings,
    });

    const created = { state: 'created', integrationId: 'x' } as const;
    await requests.note(request, created);
    await expect(requests.find(request)).resolves.toEqual({
      ...created,
      warnings,
    });

    await requests.forget(request);
    await expect(requests.find(request)).resolves.toBeUndefined();
  });

  it('keeps instances, people and keys apart', async () => {
    const { requests } = await setup();
    await requests.start(request, warnings);
    for (const other of [
      { instance: 'eu' },
      { actor: 'user:default/bob' },
      { idempotencyKey: 'refunds-2' },
    ]) {
      await expect(
        requests.find({ ...request, ...other }),
      ).resolves.toBeUndefined();
    }
  });

  it('refuses a key that stands for another wish, however late that shows', async () => {
    const { requests } = await setup();
    const other = { ...request, requestHash: 'b'.repeat(64) };
    const refusal = {
      name: 'ConflictError',
      message:
        'The Idempotency-Key was used for another log source already; use a new one for this.',
    };
    await requests.start(request, warnings);
    await expect(requests.find(other)).rejects.toMatchObject(refusal);
    await expect(requests.start(other, [])).rejects.toMatchObject(refusal);
  });

  it('forgets wishes after seven days', async () => {
    const { knex, requests } = await setup();
    await requests.start(request, warnings);
    const daysAgo = (days: number) =>
      new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();

    await knex('create_requests').update({ requested_at: daysAgo(6.99) });
    await expect(requests.find(request)).resolves.toEqual({
      state: 'started',
      warnings,
    });

    await knex('create_requests').update({ requested_at: daysAgo(7.01) });
    await expect(requests.find(request)).resolves.toBeUndefined();
    const other = { ...request, idempotencyKey: 'other' };
    await requests.start(other, warnings);
    await expect(
      knex('create_requests').pluck('idempotency_key'),
    ).resolves.toEqual(['other']);
  });
});
