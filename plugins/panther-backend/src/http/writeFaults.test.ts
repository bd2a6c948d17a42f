import { S3SourceInput } from 'backstage-plugin-panther-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from 'panther-sandbox';
import { startSandbox, startTestPortal } from 'panther-test-portal';

jest.setTimeout(120_000);

const PATIENCE_MS = 40_000;

/** Panther refuses before it does anything, in its own words or in those of what stands before it. */
const REFUSALS: [string, Fault][] = [
  ['refuses the token (401)', { status: 401 }],
  ['refuses what was asked (403)', { status: 403 }],
  ['was asked too often (429)', { status: 429 }],
  ['refuses what was sent (400)', { status: 400, body: { message: 'No.' } }],
];

/** From the answer, nobody can tell whether Panther did what it was asked to. */
const RIDDLES: [string, Fault][] = [
  ['breaks (500)', { status: 500 }],
  ['is not available (503)', { status: 503 }],
  ['drops the connection', { drop: true }],
  [
    'breaks off in the middle of an answer',
    {
      headers: { 'content-length': '100000', connection: 'close' },
      body: '{"integrationId":"3f6c',
    },
  ],
  ['answers something else', { body: { unexpected: true } }],
  ['answers what is no JSON', { body: '<html>Sign in</html>' }],
];

const cases = [
  ...REFUSALS.map(([name, fault]) => ({ name, fault, takeEffect: false })),
  ...RIDDLES.flatMap(([name, fault]) =>
    [false, true].map(takeEffect => ({
      name: `${name}, ${takeEffect ? 'and did it' : 'and did nothing'}`,
      fault,
      takeEffect,
    })),
  ),
];

describe.each(['rest', 'graphql'] as const)('writing over %s', s3Api => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  let made = 0;

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url, manageToken: 'sandbox-token', s3Api },
    });
    await portal.firstRead();
  });
  afterAll(() => sandbox.stop());

  function newSource(): S3SourceInput {
    made += 1;
    return {
      awsAccountId: '111122223333',
      bucket: `acme-refunds-${made}`,
      label: `Refunds ${made}`,
      logProcessingRole:
        'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
      logStreamType: 'Auto',
      managedBucketNotifications: true,
      prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
    };
  }

  async function create(): Promise<{ source: S3SourceInput; id: string }> {
    const source = newSource();
    const { body } = await portal
      .post('/s3-sources/default')
      .send(source)
      .expect(201);
    return { source, id: body.logSource.integrationId };
  }

  /** What Panther itself says is on a bucket. */
  async function labelsOn(bucket: string): Promise<string[]> {
    const sources = await sandbox.sourcesOn(bucket);
    return sources.map(({ integrationLabel }) => integrationLabel);
  }

  /** What every view says is on a bucket. */
  async function shownOn(bucket: string): Promise<string[]> {
    const { body } = await portal.get(`/log-sources?bucket=${bucket}`);
    return body.items.map(
      ({ logSource }: { logSource: { label: string } }) => logSource.label,
    );
  }

  /** The answer was true, or said that it does not know, and the next read tells. */
  async function expectTruth(
    { bucket }: { bucket: string },
    {
      status,
      wanted,
      before,
    }: { status: number; wanted: string[]; before: string[] },
  ): Promise<void> {
    const there = await labelsOn(bucket);
    if (status >= 400) {
      expect(there).toEqual(before);
    } else if (status !== 202) {
      expect(there).toEqual(wanted);
      await expect(shownOn(bucket)).resolves.toEqual(wanted);
    }
    expect([before, wanted]).toContainEqual(there);
    if (status === 202) {
      const deadline = performance.now() + PATIENCE_MS;
      let shown = await shownOn(bucket);
      while (String(shown) !== String(there) && performance.now() < deadline) {
        await sleep(200);
        shown = await shownOn(bucket);
      }
      expect(shown).toEqual(there);
    }
  }

  const operations = {
    create: 'createS3Source',
    update: 'updateS3Source',
    delete: s3Api === 'rest' ? 'deleteS3Source' : 'deleteSource',
  };

  describe.each(cases)('that $name', ({ fault, takeEffect }) => {
    it('makes one log source or none', async () => {
      const source = newSource();
      sandbox.orderFault({
        operation: operations.create,
        takeEffect,
        ...fault,
      });
      const put = () =>
        portal
          .post('/s3-sources/default')
          .set('Idempotency-Key', source.label)
          .send(source);
      const { status } = await put();
      await expectTruth(source, {
        status,
        before: [],
        wanted: [source.label],
      });

      // Whoever puts the wish again gets it, once.
      const again = await put();
      expect(again.status).toBe(201);
      await expect(labelsOn(source.bucket)).resolves.toEqual([source.label]);
    });

    it('changes a log source or leaves it', async () => {
      const { source, id } = await create();
      const path = `/s3-sources/default/${id}`;
      const { body } = await portal.get(path).expect(200);
      const {
        awsAccountId: _account,
        bucket: _bucket,
        ...settings
      } = body.settings;
      sandbox.orderFault({
        operation: operations.update,
        takeEffect,
        ...fault,
      });
      const label = `${source.label} new`;
      const { status } = await portal
        .put(path)
        .set('If-Match', body.revision)
        .send({ ...settings, label });
      expect([200, 202, 400, 503]).toContain(status);
      await expectTruth(source, {
        status,
        before: [source.label],
        wanted: [label],
      });
    });

    it('deletes a log source or leaves it', async () => {
      const { source, id } = await create();
      sandbox.orderFault({
        operation: operations.delete,
        takeEffect,
        ...fault,
      });
      const { status } = await portal.delete(`/log-sources/default/${id}`);
      expect([200, 202, 400, 503]).toContain(status);
      await expectTruth(source, {
        status,
        before: [source.label],
        wanted: [],
      });
    });
  });

  it('tells the truth when Panther does it and answers too late', async () => {
    const [old, other] = [await create(), await create()];
    const source = newSource();
    const { body } = await portal.get(`/s3-sources/default/${old.id}`);
    const {
      awsAccountId: _account,
      bucket: _bucket,
      ...settings
    } = body.settings;
    for (const operation of Object.values(operations)) {
      sandbox.orderFault({
        operation,
        takeEffect: true,
        delayMs: 60_000,
      });
    }
    const label = `${old.source.label} new`;
    const [created, updated, deleted] = await Promise.all([
      portal.post('/s3-sources/default').send(source),
      portal
        .put(`/s3-sources/default/${old.id}`)
        .set('If-Match', body.revision)
        .send({ ...settings, label }),
      portal.delete(`/log-sources/default/${other.id}`),
    ]);
    // It was looked up.
    expect([created.status, updated.status, deleted.status]).toEqual([
      201, 200, 200,
    ]);
    await expectTruth(source, {
      status: created.status,
      before: [],
      wanted: [source.label],
    });
    await expectTruth(old.source, {
      status: updated.status,
      before: [old.source.label],
      wanted: [label],
    });
    await expectTruth(other.source, {
      status: deleted.status,
      before: [other.source.label],
      wanted: [],
    });
  });
});
