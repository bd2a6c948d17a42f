import { InstanceConfig } from '../config/InstanceConfig';
import {
  copyWithoutSecrets,
  redactSecrets,
  TenantError,
  TenantFailure,
} from './errors';
import { explainNetworkError } from './networkErrors';
import { Operation } from './operations';

/** How much of what Panther says goes into a sentence of ours. */
const QUOTE_LENGTH = 300;

/** Writes the sentences about what went wrong with one instance, and keeps its tokens out of them. */
export class TenantErrors {
  readonly #instance: string;
  readonly #configKey: string;
  readonly #secrets: string[];
  /** How the instance is called in a sentence. */
  readonly #panther: string;
  readonly #host: string;
  readonly #apiUrlKey: string;

  constructor(instance: InstanceConfig) {
    this.#instance = instance.id;
    this.#configKey = instance.configKey;
    this.#secrets = [instance.apiToken, instance.manageToken].filter(
      secret => secret !== undefined,
    );
    this.#panther = `Panther (${instance.title})`;
    this.#host = new URL(instance.restUrl).host;
    this.#apiUrlKey = `${instance.configKey}.apiUrl`;
  }

  tokenRefused(operation: Operation): TenantError {
    const key = this.#tokenKey(operation);
    return this.#error(operation, 'tokenRefused', [
      `refuses the token in ${key}`,
      'set it to a valid API token of this tenant (a new one takes up to a minute to work)',
    ]);
  }

  tokenMissing(operation: Operation): TenantError {
    const { asked, permissions } = operation;
    const key = this.#tokenKey(operation);
    return this.#error(operation, 'tokenMissing', [
      `cannot be asked to ${asked} without ${key}`,
      `set it to an API token with ${permissions}`,
    ]);
  }

  permissionMissing(operation: Operation, said: string): TenantError {
    const { asked, permissions } = operation;
    const key = this.#tokenKey(operation);
    return this.#error(operation, 'permissionMissing', [
      `does not let the token in ${key} ${asked}: ${this.#quote(said)}`,
      `give it ${permissions} in the Panther Console, and check which addresses it may be used from`,
    ]);
  }

  unreachable(operation: Operation, error: unknown): TenantError {
    const cause = copyWithoutSecrets(error, this.#secrets);
    const { reason, advice } = explainNetworkError(cause);
    return this.#error(
      operation,
      'unreachable',
      [
        `cannot be reached at ${this.#host}: ${reason}`,
        `check ${this.#apiUrlKey}, and ${advice}`,
      ],
      cause,
    );
  }

  timedOut(operation: Operation, error: unknown): TenantError {
    return this.#error(
      operation,
      'timedOut',
      [
        `took too long to ${operation.asked}`,
        'try again later, and check the network between the backend and Panther if it stays so',
      ],
      copyWithoutSecrets(error, this.#secrets),
    );
  }

  rateLimited(operation: Operation, waitMs: number | undefined): TenantError {
    const when =
      waitMs === undefined ? 'later' : `in ${Math.ceil(waitMs / 1000)} seconds`;
    return this.#error(operation, 'rateLimited', [
      `was asked too often to ${operation.asked}`,
      `try again ${when}`,
    ]);
  }

  redirected(operation: Operation, target: string): TenantError {
    return this.#error(operation, 'redirected', [
      `answers at ${this.#host} with a redirect to ${this.#quote(target)}`,
      'it is not followed, because the token would travel with it',
      `set ${this.#apiUrlKey} to the API URL that the Panther Console shows`,
    ]);
  }

  failed(operation: Operation, said: string): TenantError {
    return this.#error(operation, 'failed', [
      `failed to ${operation.asked}: ${this.#quote(said)}`,
      'try again later',
    ]);
  }

  /** For what only Panther's REST API tells of an S3 source. */
  fieldMissing(operation: Operation, field: string): TenantError {
    return this.#error(operation, 'failed', [
      `cannot be asked to ${operation.asked} with all of its settings over GraphQL, because ${field} is not in its schema`,
      `set ${this.#configKey}.s3Api to rest`,
    ]);
  }

  unexpectedAnswer(operation: Operation, why: string): TenantError {
    const { asked } = operation;
    const key = this.#apiUrlKey;
    const said = this.#quote(why);
    return this.#error(operation, 'unexpectedAnswer', [
      `was asked to ${asked}, and the answer is not what its API promises: ${said}`,
      `check that ${key} is the API URL that the Panther Console shows`,
    ]);
  }

  /** After an answer that does not tell, or an error that came instead of one. */
  outcomeUnclear(
    operation: Operation,
    why: { said: string } | { error: unknown },
  ): TenantError {
    const cause =
      'error' in why ? copyWithoutSecrets(why.error, this.#secrets) : undefined;
    const reason =
      'said' in why
        ? this.#quote(why.said)
        : cause && explainNetworkError(cause).reason;
    return this.#error(
      operation,
      'outcomeUnclear',
      [
        `was asked to ${operation.asked}, and it is not known whether it did: ${reason}`,
        'look whether it did before you try again',
      ],
      cause,
    );
  }

  notFound(operation: Operation, id: string): TenantError {
    return this.#error(operation, 'notFound', [
      `has no log source ${id}`,
      'it may have been deleted, or belong to another tenant',
    ]);
  }

  conflict(operation: Operation, said: string): TenantError {
    const { asked } = operation;
    return this.#error(operation, 'conflict', [
      `did not ${asked}, because another log source is in the way: ${this.#quote(
        said,
      )}`,
      'change what they have in common and try again',
    ]);
  }

  rejectedInput(operation: Operation, said: string): TenantError {
    return this.#error(operation, 'rejectedInput', [
      `did not ${operation.asked}, because of what was sent: ${this.#quote(
        said,
      )}`,
      'correct it and try again',
    ]);
  }

  #tokenKey({ kind }: Operation): string {
    return `${this.#configKey}.${kind === 'read' ? 'apiToken' : 'manageToken'}`;
  }

  /** A text from outside, which may be of any length and repeat the token. */
  #quote(text: string): string {
    return redactSecrets(text, this.#secrets)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, QUOTE_LENGTH);
  }

  #error(
    { asked }: Operation,
    code: TenantFailure,
    clauses: string[],
    cause?: Error,
  ): TenantError {
    const message = `${this.#panther} ${clauses.join('; ')}.`;
    return new TenantError(code, message, {
      instance: this.#instance,
      asked,
      cause,
    });
  }
}
