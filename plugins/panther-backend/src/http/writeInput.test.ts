import fc from 'fast-check';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  ACCESS_LOGS,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';

/** For a longer run: PANTHER_INPUTS=10000. Each route gets a third of them, over both APIs. */
const INPUTS = Number(process.env.PANTHER_INPUTS ?? 504);
const RUNS = Math.ceil(INPUTS / 6);

jest.setTimeout(60_000 + INPUTS * 200);

/** Whether a tenant refused a write for what it was, and not for what there is. */
function isRefusal(status: number, answer: string): boolean {
  if ([400, 405, 415, 422].includes(status)) {
    return true;
  }
  const { errors = [] }: { errors?: { message: string }[] } =
    status === 200 ? JSON.parse(answer) : {};
  return errors.some(
    ({ message }) => !/already exists|not found/.test(message),
  );
}

/** A tenant that remembers which writes it refused for what they were. */
async function startStrictTenant() {
  const sandbox = await startSandbox();
  const refused = new Array<string>();
  let writes = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const what = `${request.method} ${request.url} ${body}`;
    const answer = await fetch(`${sandbox.url}${request.url}`, {
      method: request.method,
      headers: {
        'content-type': 'application/json',
        'x-api-key': String(request.headers['x-api-key']),
      },
      body: body || undefined,
    });
    const said = await answer.text();
    if (
      /^(POST|PUT|DELETE) \/log-sources\//.test(what) ||
      /^POST \/public\/graphql .*"query":"mutation/.test(what)
    ) {
      writes += 1;
      if (isRefusal(answer.status, said)) {
        refused.push(`${what}: ${said}`);
      }
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(said);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    refused,
    countWrites: () => writes,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await sandbox.stop();
    },
  };
}

const label = fc.stringMatching(/^[0-9a-zA-Z][0-9a-zA-Z -]{0,20}[0-9a-zA-Z]$/);
const logTypes = fc.subarray(['AWS.ALB', 'AWS.CloudTrail']);

const goodSettings = {
  label,
  logProcessingRole: fc.constantFrom(
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
    'arn:aws-us-gov:iam::444455556666:role/path/Panther',
  ),
  logStreamType: fc.constantFrom('Auto', 'JSON', 'Lines', 'XML'),
  managedBucketNotifications: fc.boolean(),
  prefixes: fc.uniqueArray(
    fc.record({
      prefix: fc.constantFrom('', 'alb/', 'alb/eu/', 'audit/2026', 'ü'),
      logTypes,
      excludedPrefixes: fc.subarray(['alb/health/', '*/tmp']),
    }),
    { selector: ({ prefix }) => prefix, minLength: 1, maxLength: 3 },
  ),
};

const goodInput = {
  ...goodSettings,
  awsAccountId: fc.stringMatching(/^[0-9]{12}$/),
  bucket: fc.stringMatching(/^[a-z0-9][a-z0-9-]{3,20}[a-z0-9]$/),
};

const words = (...values: string[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

/** What is nearly right, for each field. */
const mistakes = {
  label: words('', ' ', 'Réfund', 'x'.repeat(33), '-'),
  logProcessingRole: words('arn:aws:iam::1:role/x', 'PantherRole'),
  logStreamType: words('auto', 'JsonArray', 'CloudWatchLogs'),
  logStreamTypeOptions: fc.record(
    {
      jsonArrayEnvelopeField: words('Records', ''),
      retainEnvelopeFields: fc.boolean(),
      xmlRootElement: words('root', ''),
    },
    { requiredKeys: [] },
  ),
  managedBucketNotifications: fc.constantFrom('true', 1),
  prefixes: fc.array(
    fc.record(
      {
        prefix: words('/lead', 'wild*card', '', 'alb/'),
        logTypes: fc.array(words('aws.alb', 'Custom.None', 'AWS.ALB')),
        excludedPrefixes: fc.array(words('', 'alb/', '*'), { maxLength: 3 }),
      },
      { requiredKeys: ['prefix'] },
    ),
    { maxLength: 3 },
  ),
  kmsKey: words('', 'alias/x', 'arn:aws:kms:us-east-1:111122223333:key/1a2b3c'),
};

const inputMistakes = {
  ...mistakes,
  awsAccountId: words('12345678901', '1111 2222 3333'),
  bucket: words('x', 'Upper_Case', 's3://acme', 'acme/logs'),
};

/** A good body in which up to two fields are something else, or one too many. */
function withMistakes(
  good: Record<string, fc.Arbitrary<unknown>>,
  nearlyRight: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<object> {
  const wrong = fc.record(
    Object.fromEntries(
      [
        ...Object.entries(nearlyRight),
        ['surprise', fc.jsonValue()] as const,
      ].map(([name, arbitrary]) => [
        name,
        fc.oneof(
          { weight: 4, arbitrary },
          { weight: 1, arbitrary: fc.jsonValue() },
          { weight: 1, arbitrary: fc.constant(undefined) },
        ),
      ]),
    ),
  );
  return fc
    .tuple(
      fc.record(good),
      fc.subarray([...Object.keys(nearlyRight), 'surprise'], { maxLength: 2 }),
      wrong,
    )
    .map(([body, broken, replacements]) => ({
      ...body,
      ...Object.fromEntries(broken.map(name => [name, replacements[name]])),
    }));
}

const input = withMistakes(goodInput, inputMistakes);
const update = withMistakes(goodSettings, mistakes);

const segment = fc.oneof(
  fc.constantFrom(ACCESS_LOGS, '..', '.', 'default', 'a b', '%', 'ü'),
  fc.string({ minLength: 1, maxLength: 120 }),
);

describe.each(['rest', 'graphql'] as const)(
  'whatever is sent to the routes that write over %s',
  s3Api => {
    let tenant: Awaited<ReturnType<typeof startStrictTenant>>;
    let portal: Awaited<ReturnType<typeof startTestPortal>>;

    beforeAll(async () => {
      tenant = await startStrictTenant();
      portal = await startTestPortal({
        panther: { apiUrl: tenant.url, manageToken: 'sandbox-token', s3Api },
      });
      await portal.firstRead();
    });
    afterAll(() => tenant.stop());

    function expectSense(
      status: number,
      body: { error?: { message?: string } },
    ) {
      expect(status).toBeLessThan(500);
      if (status >= 400) {
        expect(body.error?.message).toEqual(expect.stringMatching(/\S/));
      }
      // Each input by itself, for a smaller one to be found that fails.
      expect(tenant.refused.splice(0)).toEqual([]);
    }

    it('is understood or refused by us when it is a new S3 source', async () => {
      const statuses = new Set<number>();
      await fc.assert(
        fc.asyncProperty(input, async body => {
          const answer = await portal.post('/s3-sources/default').send(body);
          statuses.add(answer.status);
          expectSense(answer.status, answer.body);
        }),
        { numRuns: RUNS },
      );
      // Inputs of which all are refused would show nothing.
      expect([...statuses]).toEqual(expect.arrayContaining([201, 400]));
      expect(tenant.countWrites()).toBeGreaterThan(0);
    });

    it('is understood or refused by us when it is a change', async () => {
      const statuses = new Set<number>();
      const path = `/s3-sources/default/${ACCESS_LOGS}`;
      await fc.assert(
        fc.asyncProperty(update, async body => {
          const { body: before } = await portal.get(path);
          const answer = await portal
            .put(path)
            .set('If-Match', before.revision)
            .send(body);
          statuses.add(answer.status);
          expectSense(answer.status, answer.body);
        }),
        { numRuns: RUNS },
      );
      expect([...statuses]).toEqual(expect.arrayContaining([200, 400]));
    });

    it('is understood or refused by us when it is to be deleted', async () => {
      const statuses = new Set<number>();
      await fc.assert(
        fc.asyncProperty(segment, segment, async (instance, id) => {
          const path = [instance, id].map(encodeURIComponent).join('/');
          const answer = await portal.delete(
            `/log-sources/${path}?dryRun=${id.length % 2 === 0}`,
          );
          statuses.add(answer.status);
          expectSense(answer.status, answer.body);
        }),
        { numRuns: RUNS },
      );
      expect([...statuses]).toContain(404);
    });
  },
);
