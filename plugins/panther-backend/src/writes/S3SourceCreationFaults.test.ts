import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { bob, KEY, setupCreation } from './__testUtils__/setupCreation';
import { ana, countFromNow, REFUND_LOGS } from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();
const database = createTestDatabase();

describe.each(['rest', 'graphql'] as const)(
  'creating an S3 source over %s, with faults',
  s3Api => {
    const { setup, refundLogsIn } = setupCreation({
      tenants,
      database,
      s3Api,
    });

    /** Long enough for a busy machine, short enough to wait for. */
    const limits = { callMs: 2_000 };
    const operation = 'createS3Source';

    it.each([
      { status: 400 },
      { status: 401 },
      { status: 403 },
      { status: 409 },
      { status: 429 },
      { status: 301, headers: { location: 'https://elsewhere.example' } },
    ])('is not done where Panther refuses with %j', async fault => {
      const { creation, sandbox, url, knex } = await setup();
      sandbox.orderFault({ operation, ...fault });

      await expect(
        creation.create('default', REFUND_LOGS, ana, KEY),
      ).rejects.toMatchObject({
        name: expect.stringMatching(
          /^(InputError|ConflictError|ServiceUnavailableError)$/,
        ),
      });
      await expect(refundLogsIn(url)).resolves.toEqual([]);
      await expect(knex('create_requests')).resolves.toEqual([]);
    });

    it.each([
      { status: 500 },
      { status: 503 },
      { drop: true },
      { body: 'half a {' },
      { delayMs: 8_000 },
    ])('is done where Panther does it and %j hides that', async fault => {
      const { creation, sandbox, url, knex, isRefreshWanted } = await setup({
        limits,
      });
      sandbox.orderFault({ operation, takeEffect: true, ...fault });
      const requests = countFromNow(sandbox);

      const created = await creation.create('default', REFUND_LOGS, ana, {});

      const [made, ...others] = await refundLogsIn(url);
      expect(created).toMatchObject({
        logSource: { integrationId: made?.integrationId },
        settings: REFUND_LOGS,
      });
      expect(others).toEqual([]);
      await expect(
        knex('created_sources').pluck('created_by'),
      ).resolves.toEqual([ana.actor]);
      // One list is that of this test.
      expect(requests()).toEqual({
        sources: 3,
        createS3Source: 1,
        [s3Api === 'rest' ? 'getS3Source' : 'source']: 1,
      });
      await expect(isRefreshWanted()).resolves.toBe(false);
    });

    it.each([{ status: 500 }, { drop: true }, { delayMs: 8_000 }])(
      'is unknown where %j leaves it so, until it is asked for again',
      async fault => {
        const { creation, sandbox, url, knex, isRefreshWanted } = await setup({
          limits,
        });
        sandbox.orderFault({ operation, ...fault });
        const requests = countFromNow(sandbox);

        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).resolves.toEqual({
          outcome: 'unknown',
          message: expect.stringMatching(
            /^It is not known yet whether Panther \(Acme Security\) made .*\.$/,
          ),
        });
        expect(requests()).toEqual({ sources: 2, createS3Source: 1 });
        await expect(isRefreshWanted()).resolves.toBe(true);
        await expect(knex('create_requests')).resolves.toMatchObject([
          { state: 'unknown' },
        ]);

        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).resolves.toMatchObject({ settings: REFUND_LOGS });
        await expect(refundLogsIn(url)).resolves.toHaveLength(1);
      },
    );

    /** Alike enough to be in the way, and set up by somebody else. */
    const OF_SOMEBODY_ELSE = {
      ...REFUND_LOGS,
      logProcessingRole:
        'arn:aws:iam::111122223333:role/PantherLogProcessingRole-else',
      kmsKey:
        'arn:aws:kms:us-east-1:111122223333:key/2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62',
      prefixes: [{ prefix: 'else/', logTypes: [], excludedPrefixes: [] }],
    };

    it.each([
      { who: ana, told: "'Refund logs' (" },
      { who: bob, told: 'which you may not see' },
    ])(
      'is not what somebody else has made meanwhile, and $who.actor is told so',
      async ({ who, told }) => {
        const { creation, sandbox, client, knex } = await setup();
        sandbox.orderFault({ operation, status: 500 });
        await expect(
          creation.create('default', REFUND_LOGS, who, KEY),
        ).resolves.toMatchObject({ outcome: 'unknown' });
        await client.createS3Source(OF_SOMEBODY_ELSE);

        await expect(
          creation.create('default', REFUND_LOGS, who, KEY),
        ).rejects.toMatchObject({
          name: 'ConflictError',
          message: expect.stringContaining(told),
        });
        await expect(knex('created_sources')).resolves.toEqual([]);
        await expect(knex('create_requests')).resolves.toMatchObject([
          { state: 'unknown' },
        ]);
      },
    );

    it.each([{ status: 500 }, { drop: true }])(
      'is not what somebody else makes while it is asked for and %j hides the answer',
      async fault => {
        const { sandbox, start, knex, url } = await setup();
        const { creation } = await start({
          client: client => ({
            async createS3Source(input) {
              await client.createS3Source(OF_SOMEBODY_ELSE);
              sandbox.orderFault({ operation, ...fault });
              return client.createS3Source(input);
            },
          }),
        });
        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).rejects.toMatchObject({ name: 'ConflictError' });
        await expect(knex('created_sources')).resolves.toEqual([]);
        await expect(refundLogsIn(url)).resolves.toMatchObject([
          { s3: { kmsKey: OF_SOMEBODY_ELSE.kmsKey } },
        ]);
      },
    );

    it.each([
      {
        status: 401,
        end: expect.objectContaining({ name: 'ServiceUnavailableError' }),
      },
      { status: 409, end: expect.objectContaining({ outcome: 'unknown' }) },
    ])(
      'stays unknown where the next try ends in status $status',
      async ({ status, end }) => {
        const { creation, sandbox, knex } = await setup();
        sandbox.orderFault({ operation, status: 500 });
        sandbox.orderFault({ operation, status });
        const attempt = () =>
          creation
            .create('default', REFUND_LOGS, ana, KEY)
            .catch((error: Error) => error);

        await expect(attempt()).resolves.toMatchObject({
          outcome: 'unknown',
        });
        await expect(attempt()).resolves.toEqual(end);
        await expect(knex('create_requests')).resolves.toMatchObject([
          { state: 'unknown' },
        ]);
      },
    );
  },
);
