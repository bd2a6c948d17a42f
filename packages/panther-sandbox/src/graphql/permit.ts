import { isPermitted } from '../http/authenticate';
import { Refusal } from '../tenant/errors';
import type { PantherPermission } from '../tenant/permissions';
import type { ApiToken } from '../tenant/types';

/** @throws {@link Refusal} `forbidden`, in the words that clients know from Panther. */
export function permit(
  token: ApiToken,
  ...permissions: PantherPermission[]
): void {
  if (!permissions.every(permission => isPermitted(token, permission))) {
    throw new Refusal('forbidden', 'access denied');
  }
}
