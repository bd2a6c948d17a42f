import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  LogSourceRef,
  parseLogSourceRef,
} from 'backstage-plugin-panther-common';

/** Throws an `InputError` for what names no log source. */
export function readLogSourceRef(text: string): LogSourceRef {
  const ref = parseLogSourceRef(text.trim());
  if (!ref.integrationId) {
    throw new InputError(
      `logSourceRef must be <instance>:<integrationId>, as list-log-sources tells it, and not '${text}'.`,
    );
  }
  return ref;
}

/** Throws an `InputError` for what names no entity. */
export function readEntityRef(text: string): CompoundEntityRef {
  try {
    return parseEntityRef(text.trim(), {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch {
    throw new InputError(
      `entityRef must be the ref of a catalog entity, such as component:default/checkout-api, and not '${text}'.`,
    );
  }
}
