import { S3SourceSettings } from 'backstage-plugin-panther-common';
import { Sandbox } from 'panther-sandbox';
import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import {
  ACCESS_LOGS,
  ana,
  AUDIT_TRAIL,
  countFromNow,
  HTTP_SOURCE,
  MAINFRAME_DUMPS,
  ReplicaOptions,
  startReplica,
} from './__testUtils__/setupS3Writes';
import { Writer } from '../permissions/CallerPermissions';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();
const database = createTestDatabase();

/** Sees nothing but what is in an instance that is not there. */
const bob: Writer = {
  ...ana,
  visibility: { property: 'instance', values: ['nowhere'] },
};

/** The settings of the access logs with one prefix less and one log type more. */
const CHANGED: S3SourceSettings = {
  label: 'Checkout access logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-acme-checkout-logs',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [
    {
      prefix: 'alb/',
      logTypes: ['AWS.ALB', 'AWS.CloudTrail'],
      excludedPrefixes: ['alb/healthcheck/'],
    },
  ],
};

const CHANGES = [
  {
    field: 'prefixes',
    message:
      "What lies under 's3/' is no longer read: AWS.S3ServerAccess is no longer parsed there.",
    before: {
      prefix: 's3/',
      logTypes: ['AWS.S3ServerAccess'],
      excludedPrefixes: [],
    },
  },
  {
    field: 'prefixes.0.logTypes',
    message: "Under 'alb/', AWS.CloudTrail is parsed from now on.",
    before: ['AWS.ALB'],
    after: ['AWS.ALB', 'AWS.CloudTrail'],
  },
];

describe.each(['rest', 'graphql'] as const)(
  'changing an S3 source over %s',
  s3Api => {
    const read = s3Api === 'rest' ? 'getS3Source' : 'source';

    async function setup(options: Partial<ReplicaOptions> = {}) {
      const { url, sandbox } = await tenants.serveSandbox();
      const knex = await database.empty();
      const replica = await startReplica(tenants, {
        knex,
        url,
        ...options,
        instance: { s3Api, ...options.instance },
      });
      const { revision = '' } = await replica.updates.getSettings(
        ACCESS_LOGS,
        ana,
      );
      return { ...replica, sandbox, knex, revision };
    }

    async function settingsOf({ updates }: Awaited<ReturnType<typeof setup>>) {
      const { settings } = await updates.getSettings(ACCESS_LOGS, ana);
      return settings;
    }

    it('begins with the settings as Panther has them, and not the inventory', async () => {
      const { updates, client, sandbox } = await setup();
      await client.updateS3Source(ACCESS_LOGS.integrationId, CHANGED);
      const requests = countFromNow(sandbox);

      await expect(updates.getSettings(ACCESS_LOGS, ana)).resolves.toEqual({
        settings: {
          ...CHANGED,
          awsAccountId: '111122223333',
          bucket: 'acme-checkout-logs',
        },
        isEditable: true,
        state: 'present',
        revision: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(requests()).toEqual({ [read]: 1 });
    });

    it('is previewed with what it means, and writes nothing', async () => {
      const set = await setup();
      await set.linkCheckoutApi();
      const before = await settingsOf(set);
      const requests = countFromNow(set.sandbox);

      await expect(
        set.updates.previewUpdate(ACCESS_LOGS, CHANGED, ana),
      ).resolves.toEqual({
        request: {
          ...CHANGED,
          awsAccountId: '111122223333',
          bucket: 'acme-checkout-logs',
        },
        changes: CHANGES,
        warnings: expect.any(Array),
        affected: {
          linkedEntities: [
            {
              entityRef: 'component:default/checkout-api',
              origins: ['annotation'],
            },
          ],
          otherLinkedEntities: 0,
        },
        revision: set.revision,
      });
      expect(requests()).toEqual({ [read]: 1 });
      await expect(settingsOf(set)).resolves.toEqual(before);
    });

    it('is made in Panther and in the inventory, with two calls beside the write', async () => {
      const set = await setup();
      const { updates, sandbox, revision, inventory } = set;
      const requests = countFromNow(sandbox);

      const written = await updates.update(ACCESS_LOGS, CHANGED, ana, {
        revision,
      });

      const counted = requests();
      expect(counted.updateS3Source).toBe(1);
      expect((counted.getS3Source ?? 0) + (counted.source ?? 0)).toBe(2);
      const now = await updates.getSettings(ACCESS_LOGS, ana);
      expect(written).toEqual({
        logSource: expect.objectContaining({
          logTypes: ['AWS.ALB', 'AWS.CloudTrail'],
          status: 'healthy',
        }),
        settings: now.settings,
        revision: now.revision,
        changes: CHANGES,
        warnings: expect.any(Array),
      });
      const { logSources } = await inventory.findLogSources(
        'default',
        [ACCESS_LOGS.integrationId],
        { visibility: 'all' },
      );
      expect(
        logSources.get(ACCESS_LOGS.integrationId)?.s3?.prefixes,
      ).toHaveLength(1);
    });

    it('is refused with both sides where somebody else changed it meanwhile', async () => {
      const set = await setup();
      const { updates, client, revision } = set;
      const theirs = { ...CHANGED, label: 'Checkout edge logs' };
      await client.updateS3Source(ACCESS_LOGS.integrationId, theirs);
      const now = await updates.getSettings(ACCESS_LOGS, ana);

      const refused = await updates
        .update(ACCESS_LOGS, CHANGED, ana, { revision })
        .catch((error: object) => ({ ...error, error }));

      expect(refused).toMatchObject({
        error: { name: 'ConflictError' },
        conflict: {
          settings: now.settings,
          revision: now.revision,
          changes: [
            {
              field: 'label',
              message:
                "The label changes from 'Checkout edge logs' to 'Checkout access logs'.",
              before: 'Checkout edge logs',
              after: 'Checkout access logs',
            },
          ],
        },
      });
      await expect(settingsOf(set)).resolves.toEqual(now.settings);
    });

    it('loses none of two changes made at the same time', async () => {
      const set = await setup();
      const ends = await Promise.allSettled(
        ['First label', 'Second label'].map(label =>
          set.updates.update(ACCESS_LOGS, { ...CHANGED, label }, ana, {
            revision: set.revision,
          }),
        ),
      );
      expect(ends).toMatchObject([
        { status: 'fulfilled' },
        { status: 'rejected', reason: { name: 'ConflictError' } },
      ]);
      await expect(settingsOf(set)).resolves.toMatchObject({
        label: 'First label',
      });
    });

    it('sends nothing where the settings are equal already, whatever they were before', async () => {
      const { updates, sandbox, revision } = await setup();
      const { settings } = await updates.getSettings(ACCESS_LOGS, ana);
      const { awsAccountId, bucket, ...same } = settings;
      const requests = countFromNow(sandbox);

      for (const known of [revision, 'that of before the change']) {
        await expect(
          updates.update(
            ACCESS_LOGS,
            { ...same, kmsKey: '', logStreamTypeOptions: {} },
            ana,
            { revision: known },
          ),
        ).resolves.toMatchObject({ settings, revision, changes: [] });
      }
      expect(requests().updateS3Source).toBeUndefined();
    });

    it('is refused for each field that is wrong', async () => {
      const { updates, sandbox, revision } = await setup();
      const requests = countFromNow(sandbox);
      const wrong = { ...CHANGED, logProcessingRole: 'admin' };
      for (const attempt of [
        () => updates.update(ACCESS_LOGS, wrong, ana, { revision }),
        () => updates.previewUpdate(ACCESS_LOGS, wrong, ana),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'InputError',
          fields: [{ field: 'logProcessingRole', message: expect.any(String) }],
        });
      }
      expect(requests()).toEqual({ [read]: 2 });
    });

    it('does not hold against it what Panther has already', async () => {
      const { updates, client } = await setup();
      await client.updateS3Source(ACCESS_LOGS.integrationId, {
        ...CHANGED,
        logStreamType: 'XML',
        prefixes: [
          { prefix: '/old', logTypes: ['Custom.Old'], excludedPrefixes: [] },
        ],
      });
      const { settings, revision = '' } = await updates.getSettings(
        ACCESS_LOGS,
        ana,
      );
      const { awsAccountId, bucket, ...old } = settings;

      await expect(
        updates.update(ACCESS_LOGS, { ...old, label: 'Old logs' }, ana, {
          revision,
        }),
      ).resolves.toMatchObject({ settings: { label: 'Old logs' } });
    });

    it('keeps the KMS key and the options that it sends back', async () => {
      const { updates } = await setup();
      const { settings, revision = '' } = await updates.getSettings(
        AUDIT_TRAIL,
        ana,
      );
      const { awsAccountId, bucket, ...all } = settings;

      await expect(
        updates.update(AUDIT_TRAIL, { ...all, label: 'Audit trail' }, ana, {
          revision,
        }),
      ).resolves.toMatchObject({
        settings: {
          kmsKey: expect.stringContaining('arn:aws:kms'),
          logStreamTypeOptions: { jsonArrayEnvelopeField: 'Records' },
        },
        changes: [{ field: 'label' }],
      });
    });

    it('is refused for a source that Panther lets nobody change', async () => {
      const { updates, sandbox } = await setup();
      const requests = countFromNow(sandbox);
      for (const attempt of [
        () =>
          updates.update(MAINFRAME_DUMPS, CHANGED, ana, { revision: 'any' }),
        () => updates.previewUpdate(MAINFRAME_DUMPS, CHANGED, ana),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'InputError',
          message:
            "Panther marks the log source 'Legacy mainframe dumps' as not editable, so it can neither be changed nor deleted from here.",
        });
      }
      expect(requests()).toEqual({});
      await expect(
        updates.getSettings(MAINFRAME_DUMPS, ana),
      ).resolves.toMatchObject({ isEditable: false, state: 'present' });
    });

    it('is refused for what is no S3 source, and for what may not be seen', async () => {
      const { updates, sandbox } = await setup();
      const requests = countFromNow(sandbox);
      const revision = 'any';
      for (const [ref, writer, name] of [
        [HTTP_SOURCE, ana, 'InputError'],
        [ACCESS_LOGS, bob, 'NotFoundError'],
        [{ instance: 'default', integrationId: 'x' }, ana, 'NotFoundError'],
      ] as const) {
        for (const attempt of [
          () => updates.getSettings(ref, writer),
          () => updates.previewUpdate(ref, CHANGED, writer),
          () => updates.update(ref, CHANGED, writer, { revision }),
        ]) {
          await expect(attempt()).rejects.toMatchObject({ name });
        }
      }
      expect(requests()).toEqual({});
    });

    it('is refused for a source that Panther has no more', async () => {
      const { updates, client, revision } = await setup();
      await client.deleteSource(ACCESS_LOGS.integrationId);
      await expect(
        updates.update(ACCESS_LOGS, CHANGED, ana, { revision }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('starts from the last settings of what was deleted through the portal', async () => {
      const set = await setup();
      const { settings } = await set.updates.getSettings(ACCESS_LOGS, ana);
      await set.written.keepSettings(ACCESS_LOGS, settings);
      await expect(
        set.updates.getSettings(ACCESS_LOGS, ana),
      ).resolves.toMatchObject({ state: 'present' });

      await set.client.deleteSource(ACCESS_LOGS.integrationId);
      await set.written.markDeleted(ACCESS_LOGS);
      await expect(set.updates.getSettings(ACCESS_LOGS, ana)).resolves.toEqual({
        settings,
        isEditable: true,
        state: 'deleted',
      });
    });

    describe('with faults', () => {
      /** Long enough for a busy machine, short enough to wait for. */
      const limits = { callMs: 2_000 };
      const operation = 'updateS3Source';

      /** Has every look go wrong that comes after the write. */
      function blindAfterWriting(sandbox: Sandbox): ReplicaOptions['client'] {
        return calls => ({
          async updateS3Source(id, update) {
            sandbox.orderFault({ operation: read, status: 500 });
            return calls.updateS3Source(id, update);
          },
        });
      }

      it.each([
        { status: 400 },
        { status: 401 },
        { status: 403 },
        { status: 409 },
        { status: 429 },
      ])('is not made where Panther refuses with %j', async fault => {
        const set = await setup();
        const before = await settingsOf(set);
        set.sandbox.orderFault({ operation, ...fault });

        await expect(
          set.updates.update(ACCESS_LOGS, CHANGED, ana, {
            revision: set.revision,
          }),
        ).rejects.toMatchObject({
          name: expect.stringMatching(
            /^(InputError|ConflictError|ServiceUnavailableError)$/,
          ),
        });
        await expect(settingsOf(set)).resolves.toEqual(before);
      });

      it.each([{ status: 500 }, { drop: true }, { delayMs: 8_000 }])(
        'is made where Panther makes it and %j hides that',
        async fault => {
          const set = await setup({ limits });
          set.sandbox.orderFault({ operation, takeEffect: true, ...fault });
          const requests = countFromNow(set.sandbox);

          const written = await set.updates.update(ACCESS_LOGS, CHANGED, ana, {
            revision: set.revision,
          });

          const counted = requests();
          expect(counted.updateS3Source).toBe(1);
          expect((counted.getS3Source ?? 0) + (counted.source ?? 0)).toBe(3);
          const now = await set.updates.getSettings(ACCESS_LOGS, ana);
          expect(written).toMatchObject({
            settings: now.settings,
            revision: now.revision,
            changes: CHANGES,
          });
          await expect(set.isRefreshWanted()).resolves.toBe(false);
        },
      );

      it.each([{ status: 500 }, { drop: true }, { delayMs: 8_000 }])(
        'is unknown, and asked for once, where %j leaves it so',
        async fault => {
          const set = await setup({ limits });
          const before = await settingsOf(set);
          set.sandbox.orderFault({ operation, ...fault });
          const requests = countFromNow(set.sandbox);

          await expect(
            set.updates.update(ACCESS_LOGS, CHANGED, ana, {
              revision: set.revision,
            }),
          ).resolves.toEqual({
            outcome: 'unknown',
            message: expect.stringMatching(
              /^It is not known yet whether Panther \(Acme Security\) changed .*\.$/,
            ),
          });

          expect(requests().updateS3Source).toBe(1);
          await expect(set.isRefreshWanted()).resolves.toBe(true);
          await expect(settingsOf(set)).resolves.toEqual(before);
        },
      );

      it('is unknown where Panther cannot be looked at either, and the next refresh shows it', async () => {
        const { url, sandbox } = await tenants.serveSandbox();
        const set = await startReplica(tenants, {
          knex: await database.empty(),
          url,
          instance: { s3Api },
          client: blindAfterWriting(sandbox),
        });
        const { revision = '' } = await set.updates.getSettings(
          ACCESS_LOGS,
          ana,
        );
        sandbox.orderFault({ operation, drop: true, takeEffect: true });

        await expect(
          set.updates.update(ACCESS_LOGS, CHANGED, ana, { revision }),
        ).resolves.toMatchObject({ outcome: 'unknown' });

        await expect(set.isRefreshWanted()).resolves.toBe(true);
        await set.refresh();
        const { logSources } = await set.inventory.findLogSources(
          'default',
          [ACCESS_LOGS.integrationId],
          { visibility: 'all' },
        );
        expect(
          logSources.get(ACCESS_LOGS.integrationId)?.s3?.prefixes,
        ).toHaveLength(1);
        // Asked for again, it is there already.
        await expect(
          set.updates.update(ACCESS_LOGS, CHANGED, ana, { revision }),
        ).resolves.toMatchObject({ changes: [] });
      });

      it('is not asked for where the settings cannot be read first', async () => {
        const { updates, sandbox, revision } = await setup();
        sandbox.orderFault({ operation: read, status: 500 });
        const requests = countFromNow(sandbox);
        await expect(
          updates.update(ACCESS_LOGS, CHANGED, ana, { revision }),
        ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
        expect(requests()).toEqual({ [read]: 1 });
      });
    });
  },
);
