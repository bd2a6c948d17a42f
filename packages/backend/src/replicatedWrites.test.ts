import { TestDatabases } from '@backstage/backend-test-utils';
import { S3SourceInput } from 'backstage-plugin-panther-common';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { createSandbox } from 'panther-sandbox';
import { startReplica } from './__testUtils__/startReplica';
import { waitUntil } from './__testUtils__/waitUntil';

const START_LIMIT_MS = 60_000;

const refundLogs: S3SourceInput = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
};

describe.each(TestDatabases.create({ ids: ['POSTGRES_18'] }).eachSupportedId())(
  'replicas that write, on one %s',
  databaseId => {
    const databases = TestDatabases.create({ ids: [databaseId] });
    const sandbox = createSandbox();
    const tenant = createServer(sandbox.app);
    let start: () => ReturnType<typeof startReplica>;

    beforeAll(async () => {
      tenant.listen(0, '127.0.0.1');
      await once(tenant, 'listening');
      // A listening TCP server has an address of this shape.
      const { port } = tenant.address() as AddressInfo;
      const { connection } = (await databases.init(databaseId)).client.config;
      start = async () => {
        const replica = await startReplica({
          database: {
            client: 'pg',
            // Knex hides the password from being copied.
            connection: { ...connection, password: connection.password },
            pluginDivisionMode: 'schema',
          },
          config: {
            panther: {
              apiUrl: `http://127.0.0.1:${port}`,
              apiToken: 'sandbox-token',
              manageToken: 'sandbox-token',
            },
          },
        });
        await waitUntil('Panther has been read', START_LIMIT_MS, async () => {
          const { items } = await replica.get('/instances');
          return items[0].freshness.asOf;
        });
        return replica;
      };
    });
    afterAll(async () => {
      tenant.close();
      tenant.closeAllConnections();
      await once(tenant, 'close');
    });

    async function countOn(
      replica: Awaited<ReturnType<typeof startReplica>>,
      bucket: string,
    ): Promise<number> {
      const { total } = await replica.get(`/log-sources?bucket=${bucket}`);
      return total;
    }

    it('make one log source of a wish whose backend was killed before it could answer', async () => {
      const first = await start();
      sandbox.orderFault({
        operation: 'createS3Source',
        takeEffect: true,
        delayMs: 20_000,
      });
      const answer = first.createS3Source(refundLogs, 'refunds-1').then(
        () => 'answered',
        () => 'never answered',
      );
      await waitUntil(
        'Panther has been asked',
        START_LIMIT_MS,
        async () => sandbox.countRequests().createS3Source === 1,
      );
      await first.kill();
      await expect(answer).resolves.toBe('never answered');

      const second = await start();
      try {
        const again = await second.createS3Source(refundLogs, 'refunds-1');
        expect(again.status).toBe(201);
        expect(again.body.logSource.label).toBe('Refund logs');
        expect(sandbox.countRequests().createS3Source).toBe(1);
        await expect(countOn(second, refundLogs.bucket)).resolves.toBe(1);
      } finally {
        await second.kill();
      }
    });

    it('make one log source of what both are asked for at the same time', async () => {
      const payouts = {
        ...refundLogs,
        label: 'Payout logs',
        bucket: 'acme-payout-logs',
      };
      const [first, second] = [await start(), await start()];
      try {
        const before = sandbox.countRequests().createS3Source ?? 0;
        const answers = await Promise.all([
          first.createS3Source(payouts),
          second.createS3Source(payouts),
        ]);
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
        const refusal = answers.find(({ status }) => status === 409);
        expect(refusal?.body.error.message).toContain('Payout logs');
        expect(sandbox.countRequests().createS3Source).toBe(before + 1);
        // It is right at once on the one that did not write, too.
        await expect(countOn(first, payouts.bucket)).resolves.toBe(1);
        await expect(countOn(second, payouts.bucket)).resolves.toBe(1);
      } finally {
        await Promise.all([first.kill(), second.kill()]);
      }
    });
  },
);
