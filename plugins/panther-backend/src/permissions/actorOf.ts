import { BackstageCredentials } from '@backstage/backend-plugin-api';

/** Who is behind credentials: the entity ref of a user, or the subject of a service. */
export function actorOf({ principal }: BackstageCredentials): string {
  // The types of principals are told apart by this and by nothing else.
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'unknown';
}
