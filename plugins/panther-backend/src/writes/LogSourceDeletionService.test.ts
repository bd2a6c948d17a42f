import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from 'panther-sandbox';
import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { ACCESS_LOGS, ana } from './__testUtils__/setupS3Writes';
import { setupWrittenSources } from './__testUtils__/setupWrittenSources';
import { Writer } from '../permissions/CallerPermissions';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';

const tenants = setupTenants();
const database = createTestDatabase();

/** Log sources of the sandbox's tenant. */
const AUDIT_TRAIL = {
  instance: 'default',
  integrationId: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
};
const OKTA = {
  instance: 'default',
  integrationId: '1a6f03c9-b25d-4e78-93fc-80d7a4e62b51',
};
const NOT_EDITABLE = {
  instance: 'default',
  integrationId: 'f8b1a6c3-95d2-4e07-b48a-7c30e9d25f61',
};
const NEVER_THERE = {
  instance: 'default',
  integrationId: 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17',
};

const ACCESS_LOGS_REF = `default:${ACCESS_LOGS.integrationId}`;

const seesNoS3Source: Writer = {
  ...ana,
  visibility: { property: 'type', values: ['log-pulling'] },
};

const unclear = {
  outcome: 'unknown',
  message:
    "It is not known yet whether Panther (Acme Security) deletes the log source 'Checkout access logs'; the next refresh will tell.",
};

/** Panther, or what stands before it, says so of something else, in the same way. */
function notFound(operation: string): Fault {
  const message = 'failed to delete integration: credentials secret not found';
  return operation.endsWith('S3Source')
    ? { status: 404, body: { message } }
    : {
        body: {
          data: { [operation]: null },
          errors: [{ message, path: [operation] }],
        },
      };
}

async function setup(
  options: Omit<Parameters<typeof setupWrittenSources>[1], 'knex'> = {},
) {
  const knex = await database.empty();
  const setUp = await setupWrittenSources(tenants, { ...options, knex });
  const { client, linkedEntities } = setUp;
  return {
    ...setUp,
    deleteS3Source: jest.spyOn(client, 'deleteS3Source'),
    findLinkedEntities: jest
      .spyOn(linkedEntities, 'findLinkedEntities')
      .mockResolvedValue(
        new Map([
          [
            ACCESS_LOGS_REF,
            {
              linkedEntities: [
                {
                  entityRef: 'component:default/checkout-api',
                  origins: ['annotation'],
                },
              ],
              otherLinkedEntities: 2,
            },
          ],
        ]),
      ),
  };
}

describe('the preview of a deletion', () => {
  it('tells what is deleted, and which entities that affects', async () => {
    const { deletion, findLinkedEntities, find } = await setup();
    await expect(deletion.preview(ACCESS_LOGS, ana)).resolves.toEqual({
      logSource: await find(),
      affected: {
        linkedEntities: [
          {
            entityRef: 'component:default/checkout-api',
            origins: ['annotation'],
          },
        ],
        otherLinkedEntities: 2,
      },
    });
    expect(findLinkedEntities).toHaveBeenCalledWith(
      [expect.objectContaining(ACCESS_LOGS)],
      { credentials: ana.credentials },
    );
  });

  it('asks Panther for nothing', async () => {
    const { deletion, countRequests, isInPanther } = await setup();
    await deletion.preview(ACCESS_LOGS, ana);
    expect(countRequests()).toEqual({});
    await expect(isInPanther()).resolves.toBe(true);
  });
});

describe.each(['preview', 'delete'] as const)('to %s', method => {
  it('a log source that was never there is not possible', async () => {
    const { deletion } = await setup();
    await expect(deletion[method](NEVER_THERE, ana)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `Panther (Acme Security) has no log source with the id '${NEVER_THERE.integrationId}'.`,
    });
  });

  it('a log source that one may not see is as if it were not there', async () => {
    const { deletion, isInPanther, countRequests } = await setup();
    const refusals = await Promise.all(
      [ACCESS_LOGS, NEVER_THERE].map(ref =>
        deletion[method](ref, seesNoS3Source).then(
          () => 'done',
          error =>
            `${error.name}: ${error.message}`.replace(ref.integrationId, 'ID'),
        ),
      ),
    );
    expect(refusals[0]).toBe(
      "NotFoundError: Panther (Acme Security) has no log source with the id 'ID', or you may not see it.",
    );
    expect(refusals[1]).toBe(refusals[0]);
    expect(countRequests()).toEqual({});
    await expect(isInPanther()).resolves.toBe(true);
  });

  it('a log source that Panther lets nobody change is refused with that', async () => {
    const { deletion, countRequests } = await setup();
    await expect(deletion[method](NOT_EDITABLE, ana)).rejects.toThrow(
      "Panther marks the log source 'Okta profiles' as not editable",
    );
    expect(countRequests()).toEqual({});
  });

  it('is off without a token for it, and says how to turn it on', async () => {
    const { deletion, countRequests } = await setup({
      instance: { manageToken: undefined },
    });
    await expect(deletion[method](ACCESS_LOGS, ana)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('set panther.manageToken'),
    });
    expect(countRequests()).toEqual({});
  });

  it('names the instances there are where there is no such instance', async () => {
    const { deletion } = await setup();
    await expect(
      deletion[method]({ ...ACCESS_LOGS, instance: 'eu' }, ana),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

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
