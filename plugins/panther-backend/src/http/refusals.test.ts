import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import { S3SourceInput } from 'backstage-plugin-panther-common';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import { createAuditor } from '../__testUtils__/createAuditor';

const TOKEN = 'sandbox-token';

const settings: Omit<S3SourceInput, 'awsAccountId' | 'bucket'> = {
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
};
const refundLogs: S3SourceInput = {
  ...settings,
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
};

const SOURCE_PATH = `/s3-sources/default/${ACCESS_LOGS}`;
const DELETE_PATH = `/log-sources/default/${AUDIT_TRAIL}`;
const LINK_PATH = `/entities/component/default/web-storefront/links/default/${ACCESS_LOGS}`;

interface Refused {
  what: string;
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  body?: object;
  event: Record<string, unknown>;
}

const creation = {
  eventId: 's3-source-write',
  actionType: 'create',
  instance: 'default',
  settings: refundLogs,
};
const change = {
  eventId: 's3-source-write',
  actionType: 'update',
  instance: 'default',
  logSourceRef: `default:${ACCESS_LOGS}`,
  settings,
};
const deletion = {
  eventId: 'log-source-delete',
  actionType: 'delete',
  instance: 'default',
  logSourceRef: `default:${AUDIT_TRAIL}`,
};
const link = {
  eventId: 'link-write',
  instance: 'default',
  logSourceRef: `default:${ACCESS_LOGS}`,
  entityRef: 'component:default/web-storefront',
};

const refused: Refused[] = [
  {
    what: 'a creation',
    method: 'post',
    path: '/s3-sources/default',
    body: refundLogs,
    event: { ...creation, dryRun: false },
  },
  {
    what: 'the preview of a creation',
    method: 'post',
    path: '/s3-sources/default?dryRun=true',
    body: refundLogs,
    event: { ...creation, dryRun: true },
  },
  {
    what: 'the settings that a change begins with',
    method: 'get',
    path: SOURCE_PATH,
    event: {
      eventId: 's3-source-read',
      actionType: 'read',
      instance: 'default',
      logSourceRef: `default:${ACCESS_LOGS}`,
    },
  },
  {
    what: 'a change',
    method: 'put',
    path: SOURCE_PATH,
    body: settings,
    event: { ...change, dryRun: false },
  },
  {
    what: 'the preview of a change',
    method: 'put',
    path: `${SOURCE_PATH}?dryRun=true`,
    body: settings,
    event: { ...change, dryRun: true },
  },
  {
    what: 'a deletion',
    method: 'delete',
    path: DELETE_PATH,
    event: { ...deletion, dryRun: false },
  },
  {
    what: 'the preview of a deletion',
    method: 'delete',
    path: `${DELETE_PATH}?dryRun=true`,
    event: { ...deletion, dryRun: true },
  },
  {
    what: 'a link',
    method: 'put',
    path: LINK_PATH,
    event: { ...link, actionType: 'create' },
  },
  {
    what: 'taking a link back',
    method: 'delete',
    path: LINK_PATH,
    event: { ...link, actionType: 'delete' },
  },
  {
    what: 'a refresh',
    method: 'post',
    path: '/instances/default/refresh',
    event: {
      eventId: 'instance-refresh',
      actionType: 'refresh',
      instance: 'default',
    },
  },
];

describe('whoever sees log sources and may do nothing else', () => {
  const auditor = createAuditor();
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  let isAllowed = false;

  const decide = ({ permission: { name } }: { permission: Permission }) =>
    ({
      result:
        isAllowed || name === 'panther.log-source.read'
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    } as const);

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url, manageToken: TOKEN },
      auditor: { createEvent: auditor.createEvent },
      permissions: {
        authorize: async requests => requests.map(decide),
        authorizeConditional: async requests => requests.map(decide),
      },
    });
    await portal.firstRead();
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    isAllowed = false;
    auditor.records.length = 0;
  });

  it.each(refused)(
    'is refused $what, which is recorded',
    async ({ method, path, body, event }) => {
      const { status } = await portal[method](path).send(body);
      expect(status).toBe(403);
      expect(auditor.records).toEqual([
        { ...event, outcome: 'failed', why: 'NotAllowedError' },
      ]);
      expect(JSON.stringify(auditor.records)).not.toContain(TOKEN);
    },
  );

  it.each(
    refused.filter(
      ({ path, method }) =>
        path.endsWith('dryRun=true') ||
        path.endsWith('/refresh') ||
        method === 'get',
    ),
  )(
    'leaves no record of $what once it is allowed, nor where it is wrong',
    async ({ method, path, body }) => {
      isAllowed = true;
      const answer = await portal[method](path).send(body);
      expect(answer.status).toBeLessThan(300);
      const wrong = await portal[method](
        path.replace('/default', '/mars'),
      ).send(body);
      expect(wrong.status).toBe(404);
      expect(auditor.records).toEqual([]);
    },
  );
});
