import { setTimeout as sleep } from 'node:timers/promises';
import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { ACCESS_LOGS, ana } from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';
import {
  AUDIT_TRAIL,
  OKTA,
  ACCESS_LOGS_REF,
  unclear,
  notFound,
  setupDeletion,
} from './__testUtils__/setupDeletion';

const tenants = setupTenants();
const database = createTestDatabase();
const setup = (options: Parameters<typeof setupDeletion>[1] = {}) =>
  setupDeletion({ tenants, database }, options);

describe.each([
  { s3Api: 'rest', operation: 'deleteS3Source', reading: 'getS3Source' },
  { s3Api: 'graphql', operation: 'deleteSource', reading: 'source' },
] as const)('the deletion of an S3 source over $s3Api', flavour => {
  const { s3Api, operation, reading } = flavour;
  const setupFlavour = (options: Parameters<typeof setup>[0] = {}) =>
    setup({ instance: { s3Api }, ...options });

  it('is done in Panther and in the inventory at once', async () => {
    const { deletion, find, history, isInPanther, countRequests } =
      await setupFlavour();
    await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual({
      logSourceRef: ACCESS_LOGS_REF,
      existed: true,
    });
    expect(countRequests()).toEqual({ [reading]: 1, [operation]: 1 });
    await expect(isInPanther()).resolves.toBe(false);
    await expect(find()).resolves.toMatchObject({
      label: 'Checkout access logs',
      status: 'gone',
    });
    await expect(history()).resolves.toEqual(['gone', 'healthy']);
  });

  it('keeps the settings, so that it can be made again', async () => {
    const { deletion, written, client } = await setupFlavour();
    const { integrationId, ...before } = await client.getS3Source(
      AUDIT_TRAIL.integrationId,
    );
    await deletion.delete(AUDIT_TRAIL, ana);

    const settings = await written.findDeletedSettings(AUDIT_TRAIL);
    expect(settings).toMatchObject({
      label: 'Checkout audit trail',
      bucket: 'acme-checkout-audit',
      kmsKey: expect.stringMatching(/^arn:aws:kms:/),
      logStreamType: 'JsonArray',
      logStreamTypeOptions: { jsonArrayEnvelopeField: 'Records' },
    });
    if (!settings) {
      throw new Error('There are no settings');
    }
    const again = await client.createS3Source(settings);
    await expect(client.getS3Source(again.integrationId)).resolves.toEqual({
      ...before,
      integrationId: again.integrationId,
    });
  });

  it('keeps the settings as they are then, and not as they were read last', async () => {
    const { deletion, written, client } = await setupFlavour();
    const before = await client.getS3Source(ACCESS_LOGS.integrationId);
    await client.updateS3Source(ACCESS_LOGS.integrationId, {
      label: 'Renamed meanwhile',
      logProcessingRole: before.logProcessingRole ?? '',
      logStreamType: 'Lines',
      managedBucketNotifications: false,
      prefixes: before.prefixes,
    });
    await deletion.delete(ACCESS_LOGS, ana);
    await expect(
      written.findDeletedSettings(ACCESS_LOGS),
    ).resolves.toMatchObject({
      label: 'Renamed meanwhile',
      logStreamType: 'Lines',
    });
  });

  it('succeeds where it is gone already, and keeps what is known of it', async () => {
    const { deletion, written, client, find, countRequests } =
      await setupFlavour();
    await client.deleteSource(ACCESS_LOGS.integrationId);
    await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual({
      logSourceRef: ACCESS_LOGS_REF,
      existed: false,
    });
    await expect(find()).resolves.toMatchObject({ status: 'gone' });
    // One call is that of this test, and one makes sure.
    expect(countRequests()).toEqual(
      s3Api === 'rest'
        ? { deleteSource: 1, getS3Source: 1, source: 1 }
        : { deleteSource: 1, source: 2 },
    );

    await deletion.delete(AUDIT_TRAIL, ana);
    await expect(deletion.delete(AUDIT_TRAIL, ana)).resolves.toMatchObject({
      existed: false,
    });
    await expect(
      written.findDeletedSettings(AUDIT_TRAIL),
    ).resolves.toMatchObject({ label: 'Checkout audit trail' });
  });

  it.each([
    { what: 'reading it', request: reading },
    { what: 'deleting it', request: operation },
  ])(
    'is unknown where $what, something is not found, and Panther has the log source',
    async ({ request }) => {
      const { deletion, sandbox, find, isInPanther, ...setUp } =
        await setupFlavour();
      sandbox.orderFault({ operation: request, ...notFound(request) });
      await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual(unclear);
      await expect(isInPanther()).resolves.toBe(true);
      await expect(find()).resolves.toMatchObject({ status: 'healthy' });
      await expect(setUp.isRefreshWanted()).resolves.toBe(true);
      expect(setUp.logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('it is still there'),
      );
    },
  );

  it('is unknown where something is not found, and Panther cannot be looked at', async () => {
    const { deletion, deleteS3Source, sandbox, find } = await setupFlavour();
    deleteS3Source.mockImplementationOnce(async id => {
      sandbox.orderFault({ operation: 'source', times: 3, status: 503 });
      return { integrationId: id, existed: false };
    });
    await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual(unclear);
    await expect(find()).resolves.toMatchObject({ status: 'healthy' });
  });

  it('is done once where several ask at the same time', async () => {
    const { deletion, history } = await setupFlavour();
    const answers = await Promise.all([
      deletion.delete(ACCESS_LOGS, ana),
      deletion.delete(ACCESS_LOGS, ana),
    ]);
    expect(answers).toEqual([
      expect.objectContaining({ existed: true }),
      expect.objectContaining({ existed: false }),
    ]);
    await expect(history()).resolves.toEqual(['gone', 'healthy']);
  });

  it('waits for another write to the same log source', async () => {
    const { deletion, locks, countRequests } = await setupFlavour();
    let deleted: Promise<unknown> | undefined;
    await locks.hold(
      `s3-source default ${ACCESS_LOGS.integrationId}`,
      async () => {
        deleted = deletion.delete(ACCESS_LOGS, ana);
        await sleep(200);
        expect(countRequests()).toEqual({});
      },
    );
    await expect(deleted).resolves.toMatchObject({ existed: true });
  });
});

describe('the deletion of a log source of another type', () => {
  it('is done in Panther and in the inventory at once', async () => {
    const { deletion, find, isInPanther, written, countRequests } =
      await setup();
    await expect(deletion.delete(OKTA, ana)).resolves.toEqual({
      logSourceRef: `default:${OKTA.integrationId}`,
      existed: true,
    });
    expect(countRequests()).toEqual({ deleteSource: 1 });
    await expect(isInPanther(OKTA)).resolves.toBe(false);
    await expect(find(OKTA.integrationId)).resolves.toMatchObject({
      status: 'gone',
    });
    await expect(written.findDeletedSettings(OKTA)).resolves.toBeUndefined();
  });

  it('succeeds where it is gone already', async () => {
    const { deletion, client, find } = await setup();
    await client.deleteSource(OKTA.integrationId);
    await expect(deletion.delete(OKTA, ana)).resolves.toMatchObject({
      existed: false,
    });
    await expect(find(OKTA.integrationId)).resolves.toMatchObject({
      status: 'gone',
    });
  });

  it('is unknown where something is not found, and Panther has the log source', async () => {
    const { deletion, sandbox, find, isInPanther } = await setup();
    sandbox.orderFault({
      operation: 'deleteSource',
      ...notFound('deleteSource'),
    });
    await expect(deletion.delete(OKTA, ana)).resolves.toMatchObject({
      outcome: 'unknown',
    });
    await expect(isInPanther(OKTA)).resolves.toBe(true);
    await expect(find(OKTA.integrationId)).resolves.not.toMatchObject({
      status: 'gone',
    });
  });

  it('is settled by looking where its outcome is unclear', async () => {
    const { deletion, sandbox, find } = await setup();
    sandbox.orderFault({
      operation: 'deleteSource',
      takeEffect: true,
      drop: true,
    });
    await expect(deletion.delete(OKTA, ana)).resolves.toMatchObject({
      existed: true,
    });
    await expect(find(OKTA.integrationId)).resolves.toMatchObject({
      status: 'gone',
    });

    sandbox.orderFault({ operation: 'deleteSource', drop: true });
    await expect(deletion.delete(OKTA, ana)).resolves.toMatchObject({
      existed: false,
    });
  });
});
