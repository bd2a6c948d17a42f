import { PermissionsService } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  pantherLinkCreatePermission,
  pantherLogSourceReadPermission,
  pantherLogSourceUpdatePermission,
} from 'backstage-plugin-panther-common';
import {
  ACCESS_LOGS,
  LEDGER_LOGS,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import {
  ENTITY_ROUTE,
  HISTORY_ROUTE,
  LINK_ROUTE,
  LIST_ROUTE,
  LOG_SOURCE_ROUTE,
  LOG_TYPES_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';

const routes: [string, string][] = [
  [ENTITY_ROUTE, '/entities/component/default/checkout-api/log-sources'],
  [LIST_ROUTE, '/log-sources'],
  [LOG_SOURCE_ROUTE, `/log-sources/default/${ACCESS_LOGS}`],
  [HISTORY_ROUTE, `/log-sources/default/${ACCESS_LOGS}/history`],
  [LOG_TYPES_ROUTE, '/log-types/default'],
  ['/instances', '/instances'],
];

type AuthorizeConditional = PermissionsService['authorizeConditional'];

describe('the permission to read log sources', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  const authorizeConditional = jest.fn<
    ReturnType<AuthorizeConditional>,
    Parameters<AuthorizeConditional>
  >(async () => [{ result: AuthorizeResult.DENY }]);

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url },
      permissions: { authorizeConditional },
    });
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    authorizeConditional.mockClear();
  });

  it.each(routes)('is needed for %s', async (route, path) => {
    const response = await portal.get(path).expect(403);

    expectDocumentedAnswer(route, response);
    expect(response.body.error.message).toBe(
      "You may not see Panther log sources; ask your portal's administrators for the permission panther.log-source.read.",
    );
    expect(authorizeConditional.mock.calls).toEqual([
      [
        [{ permission: pantherLogSourceReadPermission }],
        { credentials: mockCredentials.user() },
      ],
    ]);
  });

  it.each(routes)('is not asked of nobody for %s', async (route, path) => {
    const response = await portal
      .get(path)
      .set('Authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
    expectDocumentedAnswer(route, response);
    expect(authorizeConditional).not.toHaveBeenCalled();
  });
});

describe('the permissions to link an entity and a log source', () => {
  const path = `/entities/component/default/checkout-api/links/default/${ACCESS_LOGS}`;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  /** What is denied. */
  let denied = '';
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  const decide = ({ name }: Permission) =>
    ({
      result: name === denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    } as const);
  const authorize = jest.fn<
    ReturnType<PermissionsService['authorize']>,
    Parameters<PermissionsService['authorize']>
  >(async requests => requests.map(({ permission }) => decide(permission)));
  const authorizeConditional = jest.fn<
    ReturnType<AuthorizeConditional>,
    Parameters<AuthorizeConditional>
  >(async requests => requests.map(({ permission }) => decide(permission)));

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url },
      permissions: {
        authorize,
        authorizeConditional,
      },
    });
    await portal.firstRead();
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    denied = '';
    authorize.mockClear();
    authorizeConditional.mockClear();
  });

  it('are asked with both, as the caller', async () => {
    await portal.put(path).expect(204);
    const caller = { credentials: mockCredentials.user() };
    expect(authorize.mock.calls).toEqual([
      [
        [
          {
            permission: pantherLinkCreatePermission,
            resourceRef: 'component:default/checkout-api',
          },
        ],
        caller,
      ],
    ]);
    expect(authorizeConditional.mock.calls).toEqual([
      [[{ permission: pantherLogSourceReadPermission }], caller],
      [[{ permission: pantherLogSourceUpdatePermission }], caller],
    ]);
  });

  it.each([
    [
      'panther.link.create',
      "You may not link log sources to this entity; ask your portal's administrators for the permission panther.link.create.",
    ],
    [
      'panther.log-source.update',
      "You may not change this log source, and so not link it; ask your portal's administrators for the permission panther.log-source.update.",
    ],
  ])('are both needed: %s', async (permission, message) => {
    denied = permission;
    const response = await portal.put(path).expect(403);
    expectDocumentedAnswer(LINK_ROUTE, response, 'put');
    expect(response.body.error.message).toBe(message);
  });

  it('are not asked about a log source that is not there', async () => {
    denied = 'panther.log-source.update';
    const response = await portal.put(path.replace(ACCESS_LOGS, LEDGER_LOGS));
    expect(response.status).toBe(404);
    expect(response.body.error.message).toContain('has no log source');
  });

  it('to change it is not needed to take a link back', async () => {
    await portal.put(path).expect(204);
    denied = 'panther.log-source.update';
    const { status } = await portal.delete(path);
    expect(status).toBe(204);
  });
});

describe('the permission to have an instance read', () => {
  it('is one of its own', async () => {
    const sandbox = await startSandbox();
    const authorize = jest.fn<
      ReturnType<PermissionsService['authorize']>,
      Parameters<PermissionsService['authorize']>
    >(async () => [{ result: AuthorizeResult.DENY }]);
    const portal = await startTestPortal({
      panther: { apiUrl: sandbox.url },
      permissions: { authorize },
    });

    const response = await portal
      .post('/instances/default/refresh')
      .expect(403);

    expect(response.body.error.message).toBe(
      "You may not have Panther read out of turn; ask your portal's administrators for the permission panther.instance.refresh.",
    );
    expect(authorize).toHaveBeenCalledWith(
      [
        {
          permission: expect.objectContaining({
            name: 'panther.instance.refresh',
          }),
        },
      ],
      { credentials: mockCredentials.user() },
    );
    await sandbox.stop();
  });
});
