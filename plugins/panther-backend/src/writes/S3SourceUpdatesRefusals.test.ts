import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import {
  ACCESS_LOGS,
  ana,
  countFromNow,
  HTTP_SOURCE,
  MAINFRAME_DUMPS,
} from './__testUtils__/setupS3Writes';
import { Writer } from '../permissions/CallerPermissions';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';
import { CHANGED, setupUpdate } from './__testUtils__/setupUpdate';

const tenants = setupTenants();
const database = createTestDatabase();

/** Sees nothing but what is in an instance that is not there. */
const bob: Writer = {
  ...ana,
  visibility: { property: 'instance', values: ['nowhere'] },
};

describe.each(['rest', 'graphql'] as const)(
  'changing an S3 source over %s',
  s3Api => {
    const read = s3Api === 'rest' ? 'getS3Source' : 'source';

    const { setup, settingsOf } = setupUpdate({ tenants, database, s3Api });

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
  },
);
