import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { bob, KEY, setupCreation } from './__testUtils__/setupCreation';
import { ana, countFromNow, REFUND_LOGS } from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();
const database = createTestDatabase();

describe.each(['rest', 'graphql'] as const)(
  'creating an S3 source over %s',
  s3Api => {
    const { setup, creatorsOf, refundLogsIn } = setupCreation({
      tenants,
      database,
      s3Api,
    });

    describe('with a key', () => {
      it('is done once, and answered the same again', async () => {
        const { creation, sandbox, url } = await setup();
        const first = await creation.create('default', REFUND_LOGS, ana, KEY);
        const requests = countFromNow(sandbox);

        const again = await creation.create(
          'default',
          { ...REFUND_LOGS, kmsKey: '', logStreamTypeOptions: {} },
          ana,
          KEY,
        );

        expect(again).toEqual(first);
        expect(requests().createS3Source).toBeUndefined();
        await expect(refundLogsIn(url)).resolves.toHaveLength(1);
      });

      it('is done once, however many ask at the same time', async () => {
        const { creation, url } = await setup();
        const answers = await Promise.all(
          Array.from({ length: 4 }, () =>
            creation.create('default', REFUND_LOGS, ana, KEY),
          ),
        );
        expect(new Set(answers.map(it => JSON.stringify(it))).size).toBe(1);
        await expect(refundLogsIn(url)).resolves.toHaveLength(1);
      });

      it('is told to be a repetition by a preview with the same key, and not to be in its own way', async () => {
        const { creation } = await setup();
        const preview = (writer = ana) =>
          creation.previewCreate('default', REFUND_LOGS, writer, KEY);
        await expect(preview()).resolves.not.toHaveProperty('isRepeat');

        await creation.create('default', REFUND_LOGS, ana, KEY);

        const again = await preview();
        expect(again.isRepeat).toBe(true);
        expect(JSON.stringify(again.warnings)).not.toContain('already');
        const ofAnother = await preview({ ...ana, actor: 'user:default/ada' });
        expect(ofAnother).not.toHaveProperty('isRepeat');
        expect(JSON.stringify(ofAnother.warnings)).toContain('already');
        await expect(
          creation.previewCreate(
            'default',
            { ...REFUND_LOGS, label: 'Refund logs 2' },
            ana,
            KEY,
          ),
        ).rejects.toMatchObject({ name: 'ConflictError' });
      });

      it('is answered with the same warnings again', async () => {
        const { creation } = await setup();
        const input = { ...REFUND_LOGS, awsAccountId: '999988887777' };
        const first = await creation.create('default', input, ana, KEY);
        expect('warnings' in first && first.warnings).toContainEqual({
          field: 'awsAccountId',
          message: expect.stringContaining('Panther Console'),
        });
        await expect(
          creation.create('default', input, ana, KEY),
        ).resolves.toEqual(first);
        await expect(
          creation.previewCreate('default', input, ana, KEY),
        ).resolves.toMatchObject({
          warnings: 'warnings' in first && first.warnings,
        });
      });

      it('is answered again though the tenant has lost a log type since', async () => {
        const { creation, knex } = await setup();
        const first = await creation.create('default', REFUND_LOGS, ana, KEY);
        await knex('log_types').where({ name: 'AWS.ALB' }).delete();
        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).resolves.toEqual(first);
        await expect(
          creation.previewCreate('default', REFUND_LOGS, ana, KEY),
        ).resolves.toMatchObject({ isRepeat: true });
        await expect(
          creation.create('default', REFUND_LOGS, ana, {}),
        ).rejects.toMatchObject({ name: 'InputError' });
      });

      it('is refused for another request', async () => {
        const { creation, url } = await setup();
        await creation.create('default', REFUND_LOGS, ana, KEY);
        const other = { ...REFUND_LOGS, label: 'Refund logs 2' };

        await expect(
          creation.create('default', other, ana, KEY),
        ).rejects.toMatchObject({
          name: 'ConflictError',
          message: expect.stringContaining('Idempotency-Key'),
        });
        await expect(refundLogsIn(url)).resolves.toHaveLength(1);
      });

      it('is refused once it has been deleted', async () => {
        const { creation, client } = await setup();
        const first = await creation.create('default', REFUND_LOGS, ana, KEY);
        const id = 'logSource' in first ? first.logSource.integrationId : '';
        await client.deleteSource(id);

        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).rejects.toMatchObject({
          name: 'ConflictError',
          message: expect.stringContaining('has been deleted since'),
        });
      });

      it('means something else to each person', async () => {
        const { creation } = await setup();
        await creation.create('default', REFUND_LOGS, ana, KEY);
        await expect(
          creation.create(
            'default',
            { ...REFUND_LOGS, label: 'Other', bucket: 'acme-other' },
            bob,
            KEY,
          ),
        ).resolves.toMatchObject({ settings: { label: 'Other' } });
      });

      it('finds what a backend made that died before it could say so', async () => {
        const { creation, start, url, knex } = await setup({
          client: client => ({
            async createS3Source(input) {
              await client.createS3Source(input);
              throw new Error('This replica is gone');
            },
          }),
        });
        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).rejects.toThrow('This replica is gone');
        await expect(knex('create_requests')).resolves.toMatchObject([
          { state: 'started', integration_id: null },
        ]);

        const other = await start({ client: undefined });
        const [made] = await refundLogsIn(url);
        await expect(
          other.creation.create('default', REFUND_LOGS, ana, KEY),
        ).resolves.toMatchObject({
          logSource: { integrationId: made?.integrationId },
          settings: REFUND_LOGS,
        });
        await expect(refundLogsIn(url)).resolves.toHaveLength(1);
        await expect(knex('create_requests')).resolves.toMatchObject([
          { state: 'created', integration_id: made?.integrationId },
        ]);
        await expect(creatorsOf(knex, url)).resolves.toEqual([ana.actor]);
      });

      it('stays with whoever made it first, where a retry finds it', async () => {
        const { creation, start, url, knex } = await setup({
          client: () => ({
            async createS3Source() {
              throw new Error('This replica is gone');
            },
          }),
        });
        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).rejects.toThrow('This replica is gone');
        const other = await start({ client: undefined });
        const ada = { ...ana, actor: 'user:default/ada' };
        await other.creation.create('default', REFUND_LOGS, ada, {});

        await other.creation.create('default', REFUND_LOGS, ana, KEY);

        await expect(creatorsOf(knex, url)).resolves.toEqual([ada.actor]);
      });

      it('is done by a retry where a backend died before it asked', async () => {
        const { creation, start, url } = await setup({
          client: () => ({
            async createS3Source() {
              throw new Error('This replica is gone');
            },
          }),
        });
        await expect(
          creation.create('default', REFUND_LOGS, ana, KEY),
        ).rejects.toThrow('This replica is gone');

        const other = await start({ client: undefined });
        await expect(
          other.creation.create('default', REFUND_LOGS, ana, KEY),
        ).resolves.toMatchObject({ settings: REFUND_LOGS });
        await expect(refundLogsIn(url)).resolves.toHaveLength(1);
      });

      it('finds what is in the way of its retry, where that is what it made', async () => {
        const { creation, start, url } = await setup({
          client: () => ({
            async createS3Source() {
              throw new Error('This replica is gone');
            },
          }),
        });
        await creation
          .create('default', REFUND_LOGS, ana, KEY)
          .catch(() => undefined);
        // It turns up between the look and the write.
        const other = await start({
          client: client => ({
            async createS3Source(input) {
              await client.createS3Source(input);
              return client.createS3Source(input);
            },
          }),
        });
        await expect(
          other.creation.create('default', REFUND_LOGS, ana, KEY),
        ).resolves.toMatchObject({ settings: REFUND_LOGS });
        await expect(refundLogsIn(url)).resolves.toHaveLength(1);
      });
    });
  },
);
