import { InputError } from '@backstage/errors';
import { LogSource } from 'backstage-plugin-panther-common';

/** Throws an `InputError` for a log source that Panther lets nobody change or delete. */
export function requireEditable({ label, isEditable }: LogSource): void {
  if (!isEditable) {
    throw new InputError(
      `Panther marks the log source '${label}' as not editable, so it can neither be changed nor deleted from here.`,
    );
  }
}
