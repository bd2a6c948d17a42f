import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import {
  ACCESS_LOGS,
  ana,
  REFUND_LOGS,
  startReplica,
} from './__testUtils__/setupS3Writes';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();

describe.each(databaseIds)('two replicas on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup() {
    const { url, sandbox } = await tenants.serveSandbox();
    const knex = await database.empty();
    const first = await startReplica(tenants, { knex, url });
    // SQLite belongs to one process.
    const second =
      databaseId === 'SQLITE_3'
        ? first
        : await startReplica(tenants, { knex, url });
    return { sandbox, first, second };
  }

  it('make one S3 source of one wish that comes to both', async () => {
    const { sandbox, first, second } = await setup();
    const key = { idempotencyKey: 'refunds-1' };
    const [one, other] = await Promise.all(
      [first, second].map(({ creation }) =>
        creation.create('default', REFUND_LOGS, ana, key),
      ),
    );
    expect(one).toMatchObject({ settings: REFUND_LOGS });
    expect(other).toEqual(one);
    expect(sandbox.countRequests().createS3Source).toBe(1);
  });

  it('make one S3 source of two wishes that are alike', async () => {
    const { sandbox, first, second } = await setup();
    const ends = await Promise.allSettled(
      [first, second].map(({ creation }) =>
        creation.create('default', REFUND_LOGS, ana, {}),
      ),
    );
    expect(ends.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(sandbox.countRequests().createS3Source).toBe(1);
  });

  it('let one of two changes of the same S3 source through', async () => {
    const { sandbox, first, second } = await setup();
    const { settings, revision = '' } = await first.updates.getSettings(
      ACCESS_LOGS,
      ana,
    );
    const { awsAccountId, bucket, ...same } = settings;
    const ends = await Promise.allSettled(
      [first, second].map(({ updates }, index) =>
        updates.update(ACCESS_LOGS, { ...same, label: `Label ${index}` }, ana, {
          revision,
        }),
      ),
    );
    expect(ends.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(sandbox.countRequests().updateS3Source).toBe(1);
  });
});
