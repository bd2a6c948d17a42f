import { acmeInstance } from '../__testUtils__/acmeInstance';
import { storeLogSources } from '../__testUtils__/storeLogSources';
import { REFUND_LOGS } from './__testUtils__/setupS3Writes';
import { LogSourceVisibility } from '../inventory/types';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';
import { createTestPanther } from '../__testUtils__/createTestPanther';

const AT = '2026-11-22T10:00:00.000Z';

describe.each(databaseIds)('S3SourceChecks on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup() {
    const knex = await database.empty();
    const { store, sideReads, checks } = createTestPanther(knex);
    return {
      knex,
      store,
      sideReads,
      async warnedFields(
        awsAccountId: string,
        visibility: LogSourceVisibility = 'all',
      ): Promise<string[]> {
        const warnings = await checks.check(
          acmeInstance,
          { ...REFUND_LOGS, awsAccountId },
          { visibility },
        );
        return warnings.map(({ field }) => field);
      },
      refusedFields: (logType: string) =>
        checks
          .check(
            acmeInstance,
            {
              ...REFUND_LOGS,
              prefixes: [
                { prefix: '', logTypes: [logType], excludedPrefixes: [] },
              ],
            },
            { visibility: 'all' },
          )
          .then(
            () => [],
            error => error.fields,
          ),
    };
  }

  it('warns of an AWS account that no S3 source reads from', async () => {
    const { knex, store, warnedFields } = await setup();
    await storeLogSources(knex, [
      { id: 'a', bucket: 'acme-a', awsAccountId: '111122223333' },
      { id: 'b', bucket: 'acme-b', awsAccountId: '111122223333' },
      {
        id: 'c',
        bucket: 'acme-c',
        awsAccountId: '222233334444',
        status: 'gone',
      },
      {
        id: 'd',
        bucket: 'acme-d',
        awsAccountId: '333344445555',
        instance: 'eu',
      },
    ]);
    await store.noteRead('default', { attemptedAt: AT, succeededAt: AT });

    await expect(warnedFields('111122223333')).resolves.not.toContain(
      'awsAccountId',
    );
    for (const account of ['222233334444', '333344445555']) {
      await expect(warnedFields(account)).resolves.toContain('awsAccountId');
    }
  });

  it('warns alike of an AWS account that only hidden log sources read from and of one that none does', async () => {
    const { knex, store, warnedFields } = await setup();
    await storeLogSources(knex, [
      {
        id: 'a',
        bucket: 'acme-a',
        awsAccountId: '111122223333',
        logTypes: ['AWS.ALB'],
      },
      { id: 'b', bucket: 'acme-b', awsAccountId: '222233334444' },
    ]);
    await store.noteRead('default', { attemptedAt: AT, succeededAt: AT });
    const visibility: LogSourceVisibility = {
      property: 'logType',
      values: ['AWS.ALB'],
    };

    await expect(
      warnedFields('111122223333', visibility),
    ).resolves.not.toContain('awsAccountId');
    for (const account of ['222233334444', '333344445555']) {
      await expect(warnedFields(account, visibility)).resolves.toContain(
        'awsAccountId',
      );
    }
  });

  it('does not warn of AWS accounts before Panther has been read', async () => {
    const { warnedFields } = await setup();
    await expect(warnedFields('222233334444')).resolves.not.toContain(
      'awsAccountId',
    );
  });

  it('refuses log types that the tenant does not have, once it is known which it has', async () => {
    const { sideReads, refusedFields } = await setup();
    await expect(refusedFields('Custom.Refunds')).resolves.toEqual([]);

    await sideReads.replaceLogTypes('default', {
      at: AT,
      logTypes: [{ name: 'AWS.ALB', isManaged: true }],
    });
    await expect(refusedFields('AWS.ALB')).resolves.toEqual([]);
    await expect(refusedFields('Custom.Refunds')).resolves.toMatchObject([
      { field: 'prefixes.0.logTypes.0' },
    ]);
  });
});
