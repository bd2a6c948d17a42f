import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { TenantError } from '../tenant/errors';

/** What our route answers where Panther did not do what it was asked to, in the same sentence. */
export function toWriteError(error: TenantError): Error {
  const written = errorOf(error);
  // Handed to the constructor it would be repeated in the message.
  Object.defineProperty(written, 'cause', { value: error });
  return written;
}

function errorOf({ code, message }: TenantError): Error {
  switch (code) {
    case 'conflict':
      return new ConflictError(message);
    case 'rejectedInput':
      return new InputError(message);
    case 'notFound':
      return new NotFoundError(message);
    default:
      return new ServiceUnavailableError(message);
  }
}
