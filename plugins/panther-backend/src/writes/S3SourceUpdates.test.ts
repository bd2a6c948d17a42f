import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import {
  ACCESS_LOGS,
  ana,
  AUDIT_TRAIL,
  countFromNow,
} from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';
import { CHANGED, CHANGES, setupUpdate } from './__testUtils__/setupUpdate';

const tenants = setupTenants();
const database = createTestDatabase();

describe.each(['rest', 'graphql'] as const)(
  'changing an S3 source over %s',
  s3Api => {
    const read = s3Api === 'rest' ? 'getS3Source' : 'source';

    const { setup, settingsOf } = setupUpdate({ tenants, database, s3Api });

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
  },
);
