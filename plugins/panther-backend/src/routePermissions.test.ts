import { PermissionsService } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { pantherLogSourceReadPermission } from 'backstage-plugin-panther-common';
import { expectDocumentedAnswer } from './__testUtils__/expectDocumentedAnswer';
import {
  ACCESS_LOGS,
  ENTITY_ROUTE,
  HISTORY_ROUTE,
  LIST_ROUTE,
  LOG_SOURCE_ROUTE,
  LOG_TYPES_ROUTE,
  startPortal,
} from './__testUtils__/startPortal';
import { startSandbox } from './__testUtils__/startSandbox';

jest.setTimeout(60_000);

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

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it.each(routes)('is needed for %s', async (route, path) => {
    const authorizeConditional = jest.fn<
      ReturnType<AuthorizeConditional>,
      Parameters<AuthorizeConditional>
    >(async () => [{ result: AuthorizeResult.DENY }]);
    const portal = await startPortal({
      apiUrl: sandbox.url,
      permissions: { authorizeConditional },
    });

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
    const portal = await startPortal({ apiUrl: sandbox.url });
    const response = await portal
      .get(path)
      .set('Authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
    expectDocumentedAnswer(route, response);
  });
});

describe('the permission to have an instance read', () => {
  it('is one of its own', async () => {
    const sandbox = await startSandbox();
    const authorize = jest.fn<
      ReturnType<PermissionsService['authorize']>,
      Parameters<PermissionsService['authorize']>
    >(async () => [{ result: AuthorizeResult.DENY }]);
    const portal = await startPortal({
      apiUrl: sandbox.url,
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
