import { Sandbox } from 'panther-sandbox';
import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import {
  ACCESS_LOGS,
  ana,
  countFromNow,
  ReplicaOptions,
  startReplica,
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
