import { parseLogSourceRef } from 'backstage-plugin-panther-common';
import { createFullSource } from '../__testUtils__/createFullSource';
import { LEDGER_LOGS } from 'panther-test-portal';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { users } from '../__testUtils__/users';
import { createS3SourceUpdateAction } from './s3SourceUpdate';

describe('panther:s3Source:update', () => {
  let portal: Portal;
  let action: ReturnType<typeof createS3SourceUpdateAction>;

  beforeAll(async () => {
    portal = await startPortal();
    action = createS3SourceUpdateAction(portal);
  });
  afterAll(() => portal.stop());

  it('changes what is given and leaves all the rest', async () => {
    const { input, logSourceRef, revision, label } = await createFullSource(
      portal,
    );
    const info = jest.fn();
    const outputs = await runStep(action, {
      input: { logSourceRef, label },
      logger: { info },
    });

    await expect(portal.getSettings(logSourceRef)).resolves.toEqual({
      ...input,
      label,
    });
    expect(outputs).toEqual({
      logSourceRef,
      instance: 'default',
      integrationId: parseLogSourceRef(logSourceRef).integrationId,
      label,
      revision: expect.stringMatching(/./),
      consoleUrl: 'https://acme.runpanther.net',
      changes: [expect.stringContaining(`'${label}'`)],
      warnings: [],
    });
    expect(outputs.revision).not.toBe(revision);
    expect(info).toHaveBeenCalledWith(expect.stringContaining(`'${label}'`));
  });

  it('changes every setting that there is', async () => {
    const { input, logSourceRef } = await createFullSource(portal);
    const changed = {
      label: 'Refunds of all shops',
      logProcessingRole:
        'arn:aws:iam::111122223333:role/PantherLogProcessingRole-shops',
      logStreamType: 'XML',
      logStreamTypeOptions: { xmlRootElement: 'refund' },
      managedBucketNotifications: true,
      kmsKey: '',
    };
    await runStep(action, {
      input: { logSourceRef, ...changed, prefixes: [{ prefix: 'shops/' }] },
    });
    const { kmsKey: _none, ...settings } = changed;
    await expect(portal.getSettings(logSourceRef)).resolves.toEqual({
      awsAccountId: input.awsAccountId,
      bucket: input.bucket,
      ...settings,
      prefixes: [{ prefix: 'shops/', logTypes: [], excludedPrefixes: [] }],
    });
  });

  it('takes a ref without an instance', async () => {
    const { logSourceRef } = await createFullSource(portal);
    const { integrationId } = parseLogSourceRef(logSourceRef);
    const outputs = await runStep(action, {
      input: { logSourceRef: integrationId, label: 'Short' },
    });
    expect(outputs).toMatchObject({ logSourceRef, label: 'Short' });
  });

  it('says that nothing changed where nothing did', async () => {
    const { input, logSourceRef, revision } = await createFullSource(portal);
    await expect(
      runStep(action, { input: { logSourceRef, label: input.label } }),
    ).resolves.toMatchObject({ changes: [], revision });
  });

  it('changes what has not changed since a revision, and nothing later', async () => {
    const { logSourceRef, revision } = await createFullSource(portal);
    await runStep(action, {
      input: { logSourceRef, revision, label: 'First' },
    });
    const late = { logSourceRef, revision, label: 'Second' };

    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, { input: late, isDryRun }),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    }
    await expect(portal.getSettings(logSourceRef)).resolves.toMatchObject({
      label: 'First',
    });
  });

  it('fails with the sentences about fields that need another value', async () => {
    const { logSourceRef } = await createFullSource(portal);
    const error = jest.fn();
    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, {
          input: { logSourceRef, label: 'Refunds!' },
          logger: { error },
          isDryRun,
        }),
      ).rejects.toThrow(/^One field needs another value: label: /);
    }
    expect(error).toHaveBeenCalledTimes(2);
    expect(error).toHaveBeenCalledWith(expect.stringMatching(/^label: /));
  });

  it('fails where an option that stays does not fit the new stream type', async () => {
    const { logSourceRef } = await createFullSource(portal);
    await expect(
      runStep(action, { input: { logSourceRef, logStreamType: 'Lines' } }),
    ).rejects.toThrow('jsonArrayEnvelopeField');
    await expect(
      runStep(action, {
        input: {
          logSourceRef,
          logStreamType: 'Lines',
          logStreamTypeOptions: {},
        },
      }),
    ).resolves.toMatchObject({ logSourceRef });
  });

  it.each([
    ['guest', 'panther.log-source.update'],
    ['stranger', 'panther.log-source.read'],
  ] as const)('refuses the user %s, who lacks %s', async (user, permission) => {
    const { input, logSourceRef } = await createFullSource(portal);
    for (const isDryRun of [true, false]) {
      await expect(
        runStep(action, {
          input: { logSourceRef, label: 'Mine' },
          credentials: users[user],
          isDryRun,
        }),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(permission),
      });
    }
    await expect(portal.getSettings(logSourceRef)).resolves.toEqual(input);
  });

  it('fails for a log source that is not there', async () => {
    await expect(
      runStep(action, { input: { logSourceRef: LEDGER_LOGS, label: 'X' } }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(LEDGER_LOGS),
    });
  });

  it('fails for a log source that was deleted in the portal', async () => {
    const { input, logSourceRef } = await createFullSource(portal);
    await portal.client.deleteLogSource(parseLogSourceRef(logSourceRef));
    await expect(
      runStep(action, { input: { logSourceRef, label: 'Back' } }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(`'${input.label}' is not in Panther`),
    });
  });

  it('fails with why Panther could not be asked', async () => {
    const { logSourceRef, label } = await createFullSource(portal);
    portal.sandbox.orderFault({ operation: 'getS3Source', status: 403 });
    await expect(
      runStep(action, { input: { logSourceRef, label } }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('panther.'),
    });
  });

  it('tells what it would change in a dry run, and changes nothing', async () => {
    const { input, logSourceRef, revision, label } = await createFullSource(
      portal,
    );
    await expect(
      runStep(action, {
        input: { logSourceRef, revision, label },
        isDryRun: true,
      }),
    ).resolves.toEqual({
      logSourceRef,
      instance: 'default',
      integrationId: parseLogSourceRef(logSourceRef).integrationId,
      label,
      revision,
      consoleUrl: 'https://acme.runpanther.net',
      changes: [expect.stringContaining(`'${label}'`)],
      warnings: [],
    });
    await expect(portal.getSettings(logSourceRef)).resolves.toEqual(input);
  });
});

describe('panther:s3Source:update where writing is off', () => {
  it('fails with the key that turns it on', async () => {
    const portal = await startPortal({ manageToken: undefined });
    const [source] = (await portal.client.listLogSources({ type: ['aws-s3'] }))
      .items;
    await expect(
      runStep(createS3SourceUpdateAction(portal), {
        input: { logSourceRef: source?.logSource.ref ?? '', label: 'X' },
      }),
    ).rejects.toThrow('panther.manageToken');
    await portal.stop();
  });
});
