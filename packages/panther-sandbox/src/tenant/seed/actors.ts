import type { ApiToken, User } from '../types';

function user(
  id: string,
  givenName: string,
  familyName: string,
  createdAt: string,
): User {
  return {
    kind: 'User',
    id,
    email: `${givenName}.${familyName}@acme.example`.toLowerCase(),
    givenName,
    familyName,
    createdAt,
    lastLoggedInAt: '2026-03-02T08:41:17.52Z',
    enabled: true,
    status: 'CONFIRMED',
  };
}

export const users = {
  amara: user(
    '0d3a1c58-2f6e-4b91-a7c4-5e8d90b16f27',
    'Amara',
    'Okafor',
    '2023-09-04T10:20:31.184Z',
  ),
  jonas: user(
    '6b8e4f12-93ad-4c07-8e51-c2f7a04d3b96',
    'Jonas',
    'Lindqvist',
    '2023-11-20T14:05:02Z',
  ),
  mei: user(
    'f2c75d90-1b48-4e3a-9d06-7a1e8b5c4f33',
    'Mei',
    'Tanaka',
    '2024-04-11T07:58:46.9Z',
  ),
};

/** The token of the team that keeps its log sources in Terraform. */
export const terraformToken: ApiToken = {
  kind: 'APIToken',
  id: '9e1f0a7b4c3d4d5e8f6a2b1c0d9e8f7a',
  name: 'Terraform',
  permissions: ['LogSourceRead', 'LogSourceModify'],
  createdAt: '2024-01-15T16:30:09.725510338Z',
};
