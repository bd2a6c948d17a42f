import { CustomErrorBase, toError } from '@backstage/errors';

/**
 * What can go wrong with a tenant, and the Backstage error whose name each takes. Backstage answers
 * by that name, so a token that Panther refuses becomes a 503 and never a 401, which would tell the
 * person in the browser that they are not signed in.
 */
const BACKSTAGE_NAMES = {
  /** Panther does not accept the token. */
  tokenRefused: 'ServiceUnavailableError',
  /** Writing needs a token that is not configured. */
  tokenMissing: 'ServiceUnavailableError',
  /** Panther accepts the token, but not for this. */
  permissionMissing: 'ServiceUnavailableError',
  /** Nobody answered; a write with this failure was never sent. */
  unreachable: 'ServiceUnavailableError',
  /** No complete answer in time, to a read. */
  timedOut: 'ServiceUnavailableError',
  /** Panther asks to wait; it did nothing. */
  rateLimited: 'ServiceUnavailableError',
  /** The answer points elsewhere, where the token must not go. */
  redirected: 'ServiceUnavailableError',
  /** Panther says that it failed, to a read. */
  failed: 'ServiceUnavailableError',
  /** An answer that is not what Panther's API promises. */
  unexpectedAnswer: 'ServiceUnavailableError',
  /** A write was sent, and nothing tells whether Panther carried it out: look before trying again. */
  outcomeUnclear: 'ServiceUnavailableError',
  /** Panther has no such log source. */
  notFound: 'NotFoundError',
  /** Panther refuses the write because of what exists already. */
  conflict: 'ConflictError',
  /** Panther refuses the values it was sent. */
  rejectedInput: 'InputError',
} as const;

export type TenantFailure = keyof typeof BACKSTAGE_NAMES;

/**
 * A failure of a call to a tenant. The message is one sentence for people and holds no secret. `name`
 * is the Backstage error that answers it, `failure` is what happened. There is on purpose no `status`:
 * Backstage would answer with it. Backstage copies enumerable properties, and one called
 * `code`, into the body of the answer, where nothing but the name and the message belongs.
 */
export class TenantError extends CustomErrorBase {
  override readonly name: (typeof BACKSTAGE_NAMES)[TenantFailure];
  readonly #failure: TenantFailure;
  readonly #instance: string;
  readonly #asked: string;

  constructor(
    failure: TenantFailure,
    message: string,
    details: { instance: string; asked: string; cause?: Error },
  ) {
    super(message);
    this.name = BACKSTAGE_NAMES[failure];
    this.#failure = failure;
    this.#instance = details.instance;
    this.#asked = details.asked;
    if (details.cause) {
      // Handed to the base class it would be repeated in the message, and go out with the answer.
      Object.defineProperty(this, 'cause', {
        value: details.cause,
        enumerable: false,
      });
    }
  }

  get failure(): TenantFailure {
    return this.#failure;
  }

  /** Id of the instance that was asked. */
  get instance(): string {
    return this.#instance;
  }

  /** What it was asked to do, such as `list the log sources`. */
  get asked(): string {
    return this.#asked;
  }
}

/** Returns a failure of a call to a tenant, and throws every other error on. */
export function expectTenantError(error: unknown): TenantError {
  if (!(error instanceof TenantError)) {
    throw error;
  }
  return error;
}

/** Replaces every given secret in a text, the longest first since one may begin another. */
export function redactSecrets(text: string, secrets: string[]): string {
  return secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce(
      (redacted, secret) => redacted.replaceAll(secret, '[secret]'),
      text,
    );
}

/**
 * Copies what explains an error. undici's errors also carry sockets and headers, which would end up
 * in the log with it.
 */
export function copyWithoutSecrets(error: unknown, secrets: string[]): Error {
  const { name, message, stack, code, cause, errors } = toError(error);
  const copy = new Error(
    // Where every address of a host fails, Node leaves the message to the errors of each address.
    redactSecrets(message || messagesOf(errors) || name, secrets),
    cause ? { cause: copyWithoutSecrets(cause, secrets) } : undefined,
  );
  copy.name = name;
  copy.stack = stack && redactSecrets(stack, secrets);
  return typeof code === 'string' ? Object.assign(copy, { code }) : copy;
}

function messagesOf(errors: unknown): string {
  return Array.isArray(errors)
    ? errors.map(error => toError(error).message).join(', ')
    : '';
}
