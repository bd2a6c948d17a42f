import { Fault } from 'panther-sandbox';
import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { ACCESS_LOGS, ana } from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';
import {
  ACCESS_LOGS_REF,
  unclear,
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

  it('is not asked for where its settings cannot be read', async () => {
    const { deletion, sandbox, countRequests, find } = await setupFlavour();
    sandbox.orderFault({ operation: reading, times: 3, status: 500 });
    await expect(deletion.delete(ACCESS_LOGS, ana)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('failed to read the'),
    });
    expect(countRequests()[operation]).toBeUndefined();
    await expect(find()).resolves.toMatchObject({ status: 'healthy' });
  });

  it.each<{ what: string; fault: Fault }>([
    { what: 'fails', fault: { status: 500 } },
    { what: 'drops the connection', fault: { drop: true } },
    { what: 'says what is not Panther', fault: { body: '<p>Sign in</p>' } },
    { what: 'takes too long', fault: { delayMs: 5_000 } },
  ])(
    'that took effect before the answer $what is settled by looking',
    async ({ fault }) => {
      const { deletion, sandbox, find, isInPanther, ...setUp } =
        await setupFlavour({ limits: { callMs: 3_000 } });
      sandbox.orderFault({ operation, takeEffect: true, ...fault });
      await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual({
        logSourceRef: ACCESS_LOGS_REF,
        existed: true,
      });
      await expect(isInPanther()).resolves.toBe(false);
      await expect(find()).resolves.toMatchObject({ status: 'gone' });
      await expect(
        setUp.written.findDeletedSettings(ACCESS_LOGS),
      ).resolves.toMatchObject({ label: 'Checkout access logs' });
      expect(setUp.countRequests()[operation]).toBe(1);
      await expect(setUp.isRefreshWanted()).resolves.toBe(false);
    },
  );

  it.each<{ what: string; fault: Fault }>([
    { what: 'fails', fault: { status: 502 } },
    { what: 'drops the connection', fault: { drop: true } },
  ])(
    'that had no effect before Panther $what is unknown until the next refresh',
    async ({ fault }) => {
      const { deletion, sandbox, find, isInPanther, ...setUp } =
        await setupFlavour();
      sandbox.orderFault({ operation, ...fault });
      await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual(unclear);
      expect(setUp.countRequests()[operation]).toBe(1);
      await expect(isInPanther()).resolves.toBe(true);
      await expect(setUp.isRefreshWanted()).resolves.toBe(true);
      expect(setUp.logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('it is still there'),
      );

      await setUp.refresh();
      await expect(find()).resolves.toMatchObject({ status: 'healthy' });
    },
  );

  it('that takes effect later than one looks is known after the next refresh', async () => {
    const { deletion, sandbox, client, find, ...setUp } = await setupFlavour();
    sandbox.orderFault({ operation, drop: true });
    await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual(unclear);
    await client[s3Api].deleteS3Source(ACCESS_LOGS.integrationId);

    await setUp.refresh();
    await expect(find()).resolves.toMatchObject({ status: 'gone' });
    await expect(
      setUp.written.findDeletedSettings(ACCESS_LOGS),
    ).resolves.toMatchObject({ label: 'Checkout access logs' });
  });

  it('is unknown where Panther cannot be looked at either, and known after the next refresh', async () => {
    const { deletion, sandbox, deleteS3Source, find, ...setUp } =
      await setupFlavour();
    sandbox.orderFault({ operation, takeEffect: true, drop: true });
    deleteS3Source.mockImplementationOnce(id =>
      setUp.client[s3Api].deleteS3Source(id).finally(() => {
        sandbox.orderFault({ operation: 'source', times: 3, status: 503 });
      }),
    );
    await expect(deletion.delete(ACCESS_LOGS, ana)).resolves.toEqual(unclear);
    await expect(find()).resolves.toMatchObject({ status: 'healthy' });

    await setUp.refresh();
    await expect(find()).resolves.toMatchObject({ status: 'gone' });
    await expect(
      setUp.written.findDeletedSettings(ACCESS_LOGS),
    ).resolves.toMatchObject({ label: 'Checkout access logs' });
  });

  it.each<{ what: string; fault: Fault; error: object }>([
    {
      what: 'is asked too often',
      fault: { status: 429 },
      error: { name: 'ServiceUnavailableError' },
    },
    {
      what: 'refuses the token',
      fault: { status: 401 },
      error: {
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('panther.manageToken'),
      },
    },
    {
      what: 'refuses what was sent',
      fault: { status: 400, body: { message: 'not editable' } },
      error: {
        name: 'InputError',
        message: expect.stringContaining('not editable'),
      },
    },
  ])(
    'leaves everything as it was where Panther $what',
    async ({ fault, error }) => {
      const { deletion, sandbox, find, isInPanther, ...setUp } =
        await setupFlavour();
      sandbox.orderFault({ operation, ...fault });
      await expect(deletion.delete(ACCESS_LOGS, ana)).rejects.toMatchObject(
        error,
      );
      expect(setUp.countRequests()[operation]).toBe(1);
      await expect(isInPanther()).resolves.toBe(true);
      await expect(find()).resolves.toMatchObject({ status: 'healthy' });
      await expect(
        setUp.written.findDeletedSettings(ACCESS_LOGS),
      ).resolves.toBeUndefined();
    },
  );

  it('has kept the settings even where the backend ends before it has the answer', async () => {
    const { deletion, deleteS3Source, client, written, find, ...setUp } =
      await setupFlavour();
    await new Promise<void>(resolve => {
      deleteS3Source.mockImplementationOnce(async id => {
        await client[s3Api].deleteS3Source(id);
        resolve();
        return new Promise<never>(() => {});
      });
      void deletion.delete(ACCESS_LOGS, ana);
    });
    await expect(
      written.findDeletedSettings(ACCESS_LOGS),
    ).resolves.toMatchObject({ label: 'Checkout access logs' });

    await setUp.requests.add('default', new Date().toISOString());
    await setUp.refresh();
    await expect(find()).resolves.toMatchObject({ status: 'gone' });
  });
});
