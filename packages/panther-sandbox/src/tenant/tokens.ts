import { createHash } from 'node:crypto';
import type { SandboxToken } from '../types';
import { pantherPermissions } from './permissions';
import type { ApiToken } from './types';

export const defaultTokens: readonly SandboxToken[] = [
  {
    token: 'sandbox-token',
    name: 'Backstage',
    permissions: pantherPermissions,
  },
  {
    token: 'sandbox-read-token',
    name: 'Backstage read only',
    permissions: ['LogSourceRead'],
  },
];

/** The tenant's tokens by the value that a client sends. */
export function indexTokens(
  tokens: readonly SandboxToken[],
): Map<string, ApiToken> {
  return new Map(
    tokens.map(({ token, name, permissions }) => [
      token,
      {
        kind: 'APIToken',
        id: createHash('sha256').update(name).digest('hex').slice(0, 32),
        name,
        permissions,
        createdAt: '2024-02-05T09:12:44.031925873Z',
      },
    ]),
  );
}
