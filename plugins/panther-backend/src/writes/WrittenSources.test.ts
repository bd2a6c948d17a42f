import { S3SourceInput } from 'backstage-plugin-panther-common';
import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { ACCESS_LOGS, REFUND_LOGS } from './__testUtils__/setupS3Writes';
import { setupWrittenSources } from './__testUtils__/setupWrittenSources';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();

const AUDIT_TRAIL = 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';

const RENAMED: S3SourceInput = {
  ...REFUND_LOGS,
  label: 'Renamed logs',
  prefixes: [
    { prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] },
    {
      prefix: 'trail/',
      logTypes: ['AWS.CloudTrail', 'AWS.ALB'],
      excludedPrefixes: [],
    },
  ],
};

describe.each(databaseIds)('WrittenSources on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  const setup = async () =>
    setupWrittenSources(tenants, { knex: await database.empty() });

  it('has an S3 source in the inventory as soon as it was made', async () => {
    const { client, target, written, find, history, isRefreshWanted } =
      await setup();
    const made = await client.createS3Source(REFUND_LOGS);

    const logSource = await written.putS3Source(target, made);

    expect(logSource).toMatchObject({
      integrationId: made.integrationId,
      label: 'Refund logs',
      type: 'aws-s3',
      status: 'new',
      isEditable: true,
      logTypes: ['AWS.ALB'],
      createdAt: expect.any(String),
      createdBy: { kind: 'apiToken' },
      s3: { bucket: 'acme-refund-logs', prefixes: REFUND_LOGS.prefixes },
      degradedFields: [],
    });
    await expect(find(made.integrationId)).resolves.toEqual(logSource);
    await expect(
      history({ ...ACCESS_LOGS, integrationId: made.integrationId }),
    ).resolves.toEqual(['new']);
    await expect(isRefreshWanted()).resolves.toBe(false);
  });

  it('asks Panther once', async () => {
    const { client, target, written, countRequests } = await setup();
    const made = await client.createS3Source(REFUND_LOGS);
    await written.putS3Source(target, made);
    expect(countRequests()).toEqual({ createS3Source: 1, source: 1 });
  });

  it.each([
    { why: 'fails', fault: { status: 500 } },
    { why: 'has it not yet', fault: { body: { data: { source: null } } } },
  ])(
    'goes by the answer to the write where Panther $why, until the next refresh',
    async ({ fault }) => {
      const setUp = await setup();
      const { sandbox, client, target, written, find, refresh } = setUp;
      const made = await client.createS3Source(REFUND_LOGS);
      sandbox.orderFault({ operation: 'source', times: 3, ...fault });

      const logSource = await written.putS3Source(target, made);

      expect(logSource).toMatchObject({
        label: 'Refund logs',
        type: 'aws-s3',
        status: 'new',
        isEditable: true,
        logTypes: ['AWS.ALB'],
        s3: { bucket: 'acme-refund-logs', prefixes: REFUND_LOGS.prefixes },
        degradedFields: ['createdBy'],
      });
      await expect(find(made.integrationId)).resolves.toEqual(logSource);
      await expect(setUp.isRefreshWanted()).resolves.toBe(true);
      expect(setUp.logger.warn).toHaveBeenCalledWith(
        expect.stringMatching(
          /^Could not read the S3 source .+ of Panther instance 'default' after it was written; the next refresh will: Panther \(Acme Security\) /,
        ),
      );

      await refresh();
      await expect(find(made.integrationId)).resolves.toMatchObject({
        createdBy: { kind: 'apiToken' },
        degradedFields: [],
      });
      await expect(
        setUp.history({ ...ACCESS_LOGS, integrationId: made.integrationId }),
      ).resolves.toEqual(['new']);
    },
  );

  it('keeps what it knew of a changed S3 source that Panther does not tell', async () => {
    const { sandbox, client, target, written, find } = await setup();
    const before = await find(AUDIT_TRAIL);
    const changed = await client.updateS3Source(AUDIT_TRAIL, RENAMED);
    sandbox.orderFault({ operation: 'source', times: 3, status: 500 });

    await expect(written.putS3Source(target, changed)).resolves.toEqual({
      ...before,
      reasons: undefined,
      label: 'Renamed logs',
      logTypes: ['AWS.ALB', 'AWS.CloudTrail'],
      lastModifiedAt: expect.any(String),
      s3: {
        ...before?.s3,
        prefixes: RENAMED.prefixes,
        logStreamType: 'Auto',
      },
    });
    expect(before?.status).toBe('unhealthy');
  });

  it('gives an S3 source that no table can hold, and leaves the inventory as it is', async () => {
    const { client, target, written, find, logger } = await setup();
    const made = await client.createS3Source(REFUND_LOGS);
    const integrationId = 'x'.repeat(101);
    await expect(
      written.putS3Source(target, { ...made, integrationId }),
    ).resolves.toMatchObject({
      integrationId,
      label: 'Refund logs',
      status: 'new',
    });
    await expect(find(integrationId)).resolves.toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('cannot be kept in the inventory'),
    );
  });

  it('keeps who made a log source first, and lets no list go by what was before', async () => {
    const { written, knex } = await setup();
    const version = () => knex('instance_reads').pluck('version');
    const before = await version();
    await written.keepCreator(ACCESS_LOGS, 'User:default/Paula');
    await written.keepCreator(ACCESS_LOGS, 'user:default/sam');
    await expect(knex('created_sources')).resolves.toEqual([
      {
        instance: 'default',
        integration_id: ACCESS_LOGS.integrationId,
        created_by: 'user:default/paula',
      },
    ]);
    await expect(version()).resolves.not.toEqual(before);
  });

  it('keeps nobody as who made what no table can hold', async () => {
    const { written, knex } = await setup();
    for (const integrationId of ['a\0b', 'x'.repeat(101)]) {
      await written.keepCreator(
        { instance: 'default', integrationId },
        'user:default/paula',
      );
    }
    await expect(knex('created_sources')).resolves.toEqual([]);
  });

  it('keeps the settings of what is deleted, in the words of a creation', async () => {
    const { written, find } = await setup();
    await expect(
      written.findDeletedSettings(ACCESS_LOGS),
    ).resolves.toBeUndefined();

    await written.keepSettings(ACCESS_LOGS, REFUND_LOGS);
    await written.markDeleted(ACCESS_LOGS);
    // Whoever deletes what is gone has no settings to give.
    await written.markDeleted(ACCESS_LOGS);

    await expect(written.findDeletedSettings(ACCESS_LOGS)).resolves.toEqual(
      REFUND_LOGS,
    );
    await expect(find()).resolves.toMatchObject({ status: 'gone' });
  });

  it('keeps no settings of what is written again', async () => {
    const { client, target, written } = await setup();
    await written.keepSettings(ACCESS_LOGS, REFUND_LOGS);
    const changed = await client.updateS3Source(
      ACCESS_LOGS.integrationId,
      RENAMED,
    );
    await written.putS3Source(target, changed);
    await expect(
      written.findDeletedSettings(ACCESS_LOGS),
    ).resolves.toBeUndefined();
  });
});
