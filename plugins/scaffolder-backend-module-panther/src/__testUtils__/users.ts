import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';

const GUEST = 'user:default/guest';
const STRANGER = 'user:default/stranger';

/** Users of the portal, told apart by what they may do. */
export const users = {
  /** May do everything. */
  paula: mockCredentials.user('user:default/paula'),
  /** May see log sources, and nothing else about them. */
  guest: mockCredentials.user(GUEST),
  /** May not even see them. */
  stranger: mockCredentials.user(STRANGER),
};

type Decisions = Awaited<ReturnType<PermissionsService['authorize']>> &
  Awaited<ReturnType<PermissionsService['authorizeConditional']>>;

async function decide(
  requests: { permission: { name: string } }[],
  { credentials }: { credentials: BackstageCredentials },
): Promise<Decisions> {
  const { userEntityRef } = credentials.principal as { userEntityRef?: string };
  const decisions = requests.map(({ permission: { name } }) => ({
    result:
      name.startsWith('panther.') &&
      (userEntityRef === STRANGER ||
        (userEntityRef === GUEST && name !== 'panther.log-source.read'))
        ? 'DENY'
        : 'ALLOW',
  }));
  // These are the values of the enum that the decisions have.
  return decisions as Decisions;
}

/** Lets the users do what is said of them. */
export const permissions: PermissionsService = {
  authorize: decide,
  authorizeConditional: decide,
};
