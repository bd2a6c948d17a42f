import { randomBytes } from 'node:crypto';
import type { Answer } from './exchange';
import { isRefusal, type RefusalReason } from '../tenant/errors';

/** A request that does not have the published shape. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';

  /** @param kind - Goa's name for this class of errors, such as `missing_field`. */
  constructor(readonly kind: string, message: string) {
    super(message);
  }
}

const statuses: Record<RefusalReason, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  exists: 409,
};

/**
 * The answer for something that went wrong in a known way.
 *
 * @throws the error itself if it is none of ours.
 */
export function answerError(error: unknown): Answer {
  if (isMalformedRequest(error)) {
    return { status: 400, body: goaError(error) };
  }
  if (isRefusal(error)) {
    const status = statuses[error.reason];
    // 401 and 403 come from in front of Panther's services, and say `error`, not `message`.
    const body =
      status === 401 || status === 403
        ? { error: error.message }
        : { message: error.message };
    return { status, body };
  }
  throw error;
}

function isMalformedRequest(error: unknown): error is MalformedRequest {
  return error instanceof Error && error.name === 'MalformedRequest';
}

/** Panther's REST API is built with Goa, whose own errors have these members. */
function goaError(error: MalformedRequest): object {
  return {
    name: error.kind,
    id: randomBytes(6).toString('base64url'),
    message: error.message,
    temporary: false,
    timeout: false,
    fault: false,
  };
}
