import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { bob, KEY, setupCreation } from './__testUtils__/setupCreation';
import {
  ACCESS_LOGS,
  ana,
  countFromNow,
  REFUND_LOGS,
  startReplica,
} from './__testUtils__/setupS3Writes';
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

    it('makes it in Panther and in the inventory, with two calls beside the write', async () => {
      const { creation, sandbox, inventory, url } = await setup();
      const requests = countFromNow(sandbox);

      const created = await creation.create('default', REFUND_LOGS, ana, {});

      expect(requests()).toEqual({ sources: 1, createS3Source: 1, source: 1 });
      const [made] = await refundLogsIn(url);
      expect(made).toMatchObject({ label: 'Refund logs' });
      expect(created).toEqual({
        logSource: expect.objectContaining({
          integrationId: made?.integrationId,
          label: 'Refund logs',
          status: 'new',
        }),
        settings: REFUND_LOGS,
        revision: expect.stringMatching(/^[0-9a-f]{64}$/),
        changes: [],
        warnings: expect.any(Array),
      });
      const { logSources } = await inventory.findLogSources(
        'default',
        [made?.integrationId ?? ''],
        { visibility: 'all' },
      );
      expect([...logSources.values()]).toEqual([
        'logSource' in created && created.logSource,
      ]);
    });

    it('is remembered as made by whoever asked for it', async () => {
      const { creation, knex, url } = await setup();
      await creation.create(
        'default',
        REFUND_LOGS,
        { ...ana, actor: 'User:default/Ana' },
        {},
      );
      await expect(creatorsOf(knex, url)).resolves.toEqual([
        'user:default/ana',
      ]);
    });

    it('makes nobody who was refused it its maker', async () => {
      const { creation, client, knex } = await setup();
      await client.createS3Source(REFUND_LOGS);
      await expect(
        creation.create('default', REFUND_LOGS, ana, KEY),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      await expect(knex('created_sources')).resolves.toEqual([]);
    });

    it('is previewed without asking Panther for anything', async () => {
      const { creation, sandbox } = await setup();
      const requests = countFromNow(sandbox);

      await expect(
        creation.previewCreate(
          'default',
          { ...REFUND_LOGS, kmsKey: '' },
          ana,
          {},
        ),
      ).resolves.toEqual({
        request: REFUND_LOGS,
        changes: [],
        warnings: expect.arrayContaining([
          { field: 'kmsKey', message: expect.any(String) },
        ]),
        affected: { linkedEntities: [], otherLinkedEntities: 0 },
      });
      expect(requests()).toEqual({});
    });

    it('is refused for each field that is wrong, before Panther sees anything', async () => {
      const { creation, sandbox } = await setup();
      const requests = countFromNow(sandbox);
      const input = {
        ...REFUND_LOGS,
        label: 'Refunds/2026',
        prefixes: [
          { prefix: '', logTypes: ['AWS.Nothing'], excludedPrefixes: [] },
        ],
      };

      for (const attempt of [
        () => creation.create('default', input, ana, KEY),
        () => creation.previewCreate('default', input, ana, {}),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringMatching(
            /^2 fields need another value: label: .+; prefixes\.0\.logTypes\.0: .+\.$/,
          ),
          fields: [
            { field: 'label', message: expect.any(String) },
            { field: 'prefixes.0.logTypes.0', message: expect.any(String) },
          ],
        });
      }
      expect(requests()).toEqual({});
    });

    it('does not check log types that were never read', async () => {
      const { creation, knex } = await setup();
      await knex('side_reads').where({ about: 'logTypes' }).delete();
      const prefixes = [
        { prefix: '', logTypes: ['Custom.Refunds'], excludedPrefixes: [] },
      ];

      await expect(
        creation.create('default', { ...REFUND_LOGS, prefixes }, ana, {}),
      ).resolves.toMatchObject({ settings: { prefixes } });
    });

    it('warns of the first source of an AWS account', async () => {
      const { creation } = await setup();
      const preview = await creation.previewCreate(
        'default',
        { ...REFUND_LOGS, awsAccountId: '999988887777' },
        ana,
        {},
      );
      expect(preview.warnings).toContainEqual({
        field: 'awsAccountId',
        message: expect.stringContaining('Panther Console'),
      });
    });

    it('warns of one like it before it is made', async () => {
      const { creation } = await setup();
      const preview = await creation.previewCreate(
        'default',
        {
          ...REFUND_LOGS,
          label: 'checkout ACCESS logs',
          bucket: 'acme-checkout-logs',
        },
        ana,
        {},
      );
      expect(preview.warnings[0]).toEqual({
        field: 'label',
        message: expect.stringContaining("'Checkout access logs' (3f6c1f0e"),
      });
    });

    it.each([
      ['the same', 'Checkout access logs'],
      ['the same but for its case', 'CHECKOUT access logs'],
    ])('is refused where the label is %s', async (_, label) => {
      const { creation, sandbox } = await setup();
      const requests = countFromNow(sandbox);

      await expect(
        creation.create(
          'default',
          { ...REFUND_LOGS, label, bucket: 'acme-checkout-logs' },
          ana,
          KEY,
        ),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(
          `'Checkout access logs' (${ACCESS_LOGS.integrationId})`,
        ),
      });
      expect(requests()).toEqual({ sources: 1 });
    });

    it('is refused without details of a source that may not be seen', async () => {
      const { creation } = await setup();
      const refused = await creation
        .create(
          'default',
          {
            ...REFUND_LOGS,
            label: 'checkout Access logs',
            bucket: 'acme-checkout-logs',
          },
          bob,
          {},
        )
        .catch((error: Error) => error);

      expect(refused).toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('which you may not see'),
      });
      expect(String(refused)).not.toContain(ACCESS_LOGS.integrationId);
      expect(String(refused)).not.toContain('Checkout access logs');
    });

    it('is refused in the words of Panther where it shares bucket and prefix with another', async () => {
      const { creation, knex } = await setup();
      const input = {
        ...REFUND_LOGS,
        bucket: 'acme-checkout-logs',
      };
      await expect(
        creation.create('default', input, ana, KEY),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('prefix "alb/" already exists'),
      });
      // The key is free for another try.
      await expect(knex('create_requests')).resolves.toEqual([]);
    });

    it('is refused where writing is off, and says how to turn it on', async () => {
      const { creation, updates, sandbox } = await setup({
        instance: { manageToken: undefined },
      });
      const requests = countFromNow(sandbox);
      for (const attempt of [
        () => creation.create('default', REFUND_LOGS, ana, {}),
        () => creation.previewCreate('default', REFUND_LOGS, ana, {}),
        () => updates.getSettings(ACCESS_LOGS, ana),
        () => updates.previewUpdate(ACCESS_LOGS, REFUND_LOGS, ana),
        () =>
          updates.update(ACCESS_LOGS, REFUND_LOGS, ana, { revision: 'any' }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'NotAllowedError',
          message:
            'Writing to Panther (Acme Security) is off here; set panther.manageToken to a token with View and Manage Log Sources to turn it on.',
        });
      }
      expect(requests()).toEqual({});
    });

    it('is refused for an instance that is not configured', async () => {
      const { creation } = await setup();
      await expect(
        creation.create('eu', REFUND_LOGS, ana, {}),
      ).rejects.toMatchObject({
        name: 'NotFoundError',
        message: "No Panther instance is called 'eu'; configured are default.",
      });
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

describe('an S3 source with what only the REST API has', () => {
  const input = {
    ...REFUND_LOGS,
    logStreamType: 'XML',
    logStreamTypeOptions: { xmlRootElement: 'refunds' },
  };

  async function setup(s3Api: 'rest' | 'graphql') {
    const { url } = await tenants.serveSandbox();
    const knex = await database.empty();
    return startReplica(tenants, { knex, url, instance: { s3Api } });
  }

  it('is created over REST', async () => {
    const { creation } = await setup('rest');
    await expect(
      creation.create('default', input, ana, {}),
    ).resolves.toMatchObject({ settings: input });
  });

  it('is refused by the names of its fields over GraphQL', async () => {
    const { creation } = await setup('graphql');
    await expect(
      creation.create('default', input, ana, {}),
    ).rejects.toMatchObject({
      name: 'InputError',
      fields: [
        {
          field: 'logStreamType',
          message:
            "Panther's GraphQL API does not have the stream type XML; leave it out, or set panther.s3Api to rest to use it.",
        },
        { field: 'logStreamTypeOptions.xmlRootElement' },
      ],
    });
  });
});
