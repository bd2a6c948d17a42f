import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { setupCreation } from './__testUtils__/setupCreation';
import { ana, countFromNow, REFUND_LOGS } from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();
const database = createTestDatabase();

describe.each(['rest', 'graphql'] as const)(
  'creating an S3 source over %s',
  s3Api => {
    const { setup } = setupCreation({
      tenants,
      database,
      s3Api,
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
  },
);
