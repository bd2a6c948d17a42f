import { Sandbox } from 'panther-sandbox';
import { acmeInstance } from '../__testUtils__/acmeInstance';
import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { KEY, setupCreation } from './__testUtils__/setupCreation';
import {
  ana,
  countFromNow,
  REFUND_LOGS,
  ReplicaOptions,
} from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();
const database = createTestDatabase();

describe.each(['rest', 'graphql'] as const)(
  'creating an S3 source over %s, with faults',
  s3Api => {
    const { setup, creatorsOf, refundLogsIn } = setupCreation({
      tenants,
      database,
      s3Api,
    });

    const operation = 'createS3Source';

    /** Has every look go wrong that comes after the write. */
    function blindAfterWriting(sandbox: Sandbox): ReplicaOptions['client'] {
      return calls => ({
        async createS3Source(input) {
          sandbox.orderFault({ operation: 'sources', status: 500 });
          return calls.createS3Source(input);
        },
      });
    }

    describe('where Panther takes long to list its log sources', () => {
      const slow = { operation: 'sources', delayMs: 60_000 };
      const instance = {
        refresh: { ...acmeInstance.refresh, timeout: { hours: 1 } },
      };

      beforeEach(() => {
        const startTimeout = AbortSignal.timeout.bind(AbortSignal);
        jest
          .spyOn(AbortSignal, 'timeout')
          .mockImplementation(ms => startTimeout(ms === 30_000 ? 500 : ms));
      });
      afterEach(() => jest.restoreAllMocks());

      it('is not asked for', async () => {
        const { creation, sandbox, knex } = await setup({ instance });
        sandbox.orderFault(slow);
        const requests = countFromNow(sandbox);
        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
          message:
            'Panther (Acme Security) did not list its log sources within 30 seconds; try again in a moment.',
        });
        expect(requests().createS3Source).toBeUndefined();
        await expect(knex('create_requests')).resolves.toEqual([]);
      });

      it('is unknown after it was asked for', async () => {
        const { sandbox, start } = await setup();
        const { creation } = await start({
          instance,
          client: calls => ({
            async createS3Source(input) {
              sandbox.orderFault(slow);
              return calls.createS3Source(input);
            },
          }),
        });
        sandbox.orderFault({ operation, drop: true, takeEffect: true });
        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).resolves.toMatchObject({ outcome: 'unknown' });
      });
    });

    it('is unknown where Panther cannot be looked at either, and the next refresh shows it', async () => {
      const { sandbox, url, start, knex } = await setup();
      const { creation, refresh, inventory, isRefreshWanted } = await start({
        client: blindAfterWriting(sandbox),
      });
      sandbox.orderFault({ operation, drop: true, takeEffect: true });

      await expect(
        creation.create('default', REFUND_LOGS, ana, KEY),
      ).resolves.toMatchObject({ outcome: 'unknown' });

      await expect(isRefreshWanted()).resolves.toBe(true);
      await refresh();
      const [made] = await refundLogsIn(url);
      const id = made?.integrationId ?? '';
      const { logSources } = await inventory.findLogSources('default', [id], {
        visibility: 'all',
      });
      expect(logSources.get(id)).toMatchObject({ label: 'Refund logs' });
      await expect(creatorsOf(knex, url)).resolves.toEqual([]);

      const other = await start();
      await expect(
        other.creation.create('default', REFUND_LOGS, ana, KEY),
      ).resolves.toMatchObject({ logSource: { integrationId: id } });
      await expect(refundLogsIn(url)).resolves.toHaveLength(1);
      await expect(knex('create_requests')).resolves.toMatchObject([
        { state: 'created', integration_id: id },
      ]);
      await expect(creatorsOf(knex, url)).resolves.toEqual([ana.actor]);
    });

    it('is found by a retry though the tenant has lost a log type since', async () => {
      const { sandbox, start, knex } = await setup();
      const { creation } = await start({ client: blindAfterWriting(sandbox) });
      sandbox.orderFault({ operation, drop: true, takeEffect: true });
      await expect(
        creation.create('default', REFUND_LOGS, ana, KEY),
      ).resolves.toMatchObject({ outcome: 'unknown' });
      await knex('log_types').where({ name: 'AWS.ALB' }).delete();
      await expect(
        creation.create('default', REFUND_LOGS, ana, KEY),
      ).resolves.toMatchObject({ settings: REFUND_LOGS });
    });

    it('is told with every setting where Panther does not list them all', async () => {
      const { creation, sandbox } = await setup({
        client: calls => ({
          async listSources() {
            const { sources, rejected } = await calls.listSources();
            return {
              rejected,
              sources: sources.map(({ s3, ...source }) => ({
                ...source,
                s3: s3 && { ...s3, kmsKey: undefined },
              })),
              unavailableFields: [
                { field: 's3.kmsKey', reason: 'not in the schema' },
              ],
            };
          },
        }),
      });
      sandbox.orderFault({ operation, takeEffect: true, status: 500 });
      const kmsKey =
        'arn:aws:kms:us-east-1:111122223333:key/2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62';

      await expect(
        creation.create('default', { ...REFUND_LOGS, kmsKey }, ana, {}),
      ).resolves.toMatchObject({ settings: { ...REFUND_LOGS, kmsKey } });
    });

    it('is not asked for where Panther cannot be looked at first', async () => {
      const { creation, sandbox, knex } = await setup();
      sandbox.orderFault({ operation: 'sources', status: 500 });
      const requests = countFromNow(sandbox);

      await expect(
        creation.create('default', REFUND_LOGS, ana, KEY),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      expect(requests().createS3Source).toBeUndefined();
      await expect(knex('create_requests')).resolves.toEqual([]);
    });

    it('is answered where the new source cannot be read, and a refresh is asked for', async () => {
      const { creation, sandbox, isRefreshWanted } = await setup();
      sandbox.orderFault({ operation: 'source', status: 500 });

      await expect(
        creation.create('default', REFUND_LOGS, ana, {}),
      ).resolves.toMatchObject({
        logSource: { label: 'Refund logs', status: 'new' },
        settings: REFUND_LOGS,
      });
      await expect(isRefreshWanted()).resolves.toBe(true);
    });
  },
);
