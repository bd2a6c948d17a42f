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
