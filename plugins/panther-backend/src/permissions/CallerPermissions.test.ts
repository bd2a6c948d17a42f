import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Request } from 'express';
import { CallerPermissions } from './CallerPermissions';

function permissionsOf(userEntityRef: string): CallerPermissions {
  return new CallerPermissions({
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.user(userEntityRef),
    }),
    permissions: mockServices.permissions({ result: AuthorizeResult.ALLOW }),
    permissionsRegistry: mockServices.permissionsRegistry.mock({
      getPermissionRuleset: () => ({ getRuleByName: jest.fn() }),
    }),
    inventory: { findLogSources: jest.fn() },
  });
}

/** As far as the credentials of a request are looked for. */
const request = { headers: {} } as Request;

describe('whoever writes', () => {
  const longest = `user:default/${'a'.repeat(242)}`;

  it('is known by their ref', async () => {
    await expect(permissionsOf(longest).writers(request)).resolves.toEqual({
      actor: longest,
      credentials: mockCredentials.user(longest),
      visibility: 'all',
    });
  });

  it('is refused where the ref is too long to be recorded', async () => {
    await expect(
      permissionsOf(`${longest}a`).writers(request),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message:
        "What is written here is recorded with who wrote it, and the ref of who you are is longer than 255 characters; ask your portal's administrators for a shorter one.",
    });
  });
});
