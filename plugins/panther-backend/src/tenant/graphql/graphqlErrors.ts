import { TenantError } from '../errors';
import {
  GraphqlError,
  describeMismatch,
  envelopeSchema,
  graphqlErrorSchema,
} from '../schemas';
import { Operation } from '../operations';
import { TenantErrors } from '../TenantErrors';
import { Turns } from '../../async';

/** What servers in the manner of Apollo say of a document that does not fit their schema. */
export function isValidationError({ extensions }: GraphqlError): boolean {
  return extensions?.code === 'GRAPHQL_VALIDATION_FAILED';
}

/** What Panther says where the token lacks a permission. */
export function isDenied({ message }: GraphqlError): boolean {
  return /access denied/i.test(message);
}

/**
 * Panther has no error code for this; its messages end in one of two ways. What a field of something
 * needs may be not found either, which has a longer path.
 */
export function isNotFound({ message, path }: GraphqlError): boolean {
  return (
    (path?.length ?? 0) <= 1 && /(not found|does not exist)\.?$/i.test(message)
  );
}

function isConflict({ message }: GraphqlError): boolean {
  return /already (exists|in use)|duplicate/i.test(message);
}

/** Narrow, since a crash of a Go service says "invalid" too ("invalid memory address"). */
function isRejectedInput({ message, extensions }: GraphqlError): boolean {
  return (
    extensions?.code === 'BAD_USER_INPUT' ||
    /\bmust\b|\binvalid (input|value)\b/i.test(message)
  );
}

interface Failure {
  operation: Operation;
  error: GraphqlError;
  /** The log source that was asked for, if it was one. */
  id?: string;
}

/**
 * The error for an answer without the data that was asked for. For a write, only what is known to be
 * a refusal counts as one: any other failure may have come after the deed.
 */
export function toFailure(
  { operation, error, id }: Failure,
  tenantErrors: TenantErrors,
): TenantError {
  // Panther had carried out the mutation when it came to the fields of its result.
  if (operation.kind === 'write' && (error.path?.length ?? 0) > 1) {
    return tenantErrors.outcomeUnclear(operation, { said: describe(error) });
  }
  if (isDenied(error)) {
    return tenantErrors.permissionMissing(operation, describe(error));
  }
  if (id && isNotFound(error)) {
    return tenantErrors.notFound(operation, id);
  }
  if (operation.kind === 'read') {
    return tenantErrors.failed(operation, describe(error));
  }
  if (isConflict(error)) {
    return tenantErrors.conflict(operation, error.message);
  }
  if (isRejectedInput(error)) {
    return tenantErrors.rejectedInput(operation, error.message);
  }
  return tenantErrors.outcomeUnclear(operation, { said: describe(error) });
}

function describe({ message, path }: GraphqlError): string {
  return path?.length ? `${message} (${path.join('.')})` : message;
}

/** What GraphQL answers. */
export interface Envelope {
  data?: Record<string, unknown> | null;
  errors: GraphqlError[];
}

/** Checks an answer, and says as a clause what is wrong with one that is none of GraphQL's. */
export async function readEnvelope(
  answer: unknown,
  turns: Turns,
): Promise<Envelope | { mismatch: string }> {
  const envelope = envelopeSchema.safeParse(answer);
  if (!envelope.success) {
    const { field, reason } = describeMismatch(envelope.error);
    return { mismatch: `${field}: ${reason}` };
  }
  const errors: GraphqlError[] = [];
  for (const [index, value] of (envelope.data.errors ?? []).entries()) {
    await turns.rest();
    const error = graphqlErrorSchema.safeParse(value);
    if (!error.success) {
      const { field, reason } = describeMismatch(error.error);
      return { mismatch: `errors.${index}, ${field}: ${reason}` };
    }
    errors.push(error.data);
  }
  return { data: envelope.data.data, errors };
}
