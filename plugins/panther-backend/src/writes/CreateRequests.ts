import { ConflictError } from '@backstage/errors';
import { FieldFinding, S3SourceInput } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { WriteTarget } from './WriteTarget';
import { normaliseS3Source, settingsRevision } from './s3Settings';
import { Writer } from '../permissions/CallerPermissions';

/** A wish to create that carries a key. */
export interface CreateRequest {
  instance: string;
  /** Two people may use the same key. */
  actor: string;
  idempotencyKey: string;
  /** Of what was asked for, in one way of saying it. */
  requestHash: string;
}

/** What became of a wish to create. */
export type CreateRequestState =
  /** Panther may have been asked; nobody noted its answer. */
  | { state: 'started' }
  | { state: 'created'; integrationId: string }
  /** Panther was asked, and looking did not tell what it did. */
  | { state: 'unknown' };

/** A wish that was put before. */
export type EarlierRequest = CreateRequestState & {
  /** What it was warned of then. */
  warnings: FieldFinding[];
};

/** As the OpenAPI document promises. */
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;

/** Remembers wishes to create, so that putting one again creates nothing twice. */
export class CreateRequests {
  readonly #knex: Knex;

  /** Takes a database whose tables are up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Finds out what became of a wish, if it was put before. Throws a `ConflictError` where its key stands
   * for another one.
   */
  async find(request: CreateRequest): Promise<EarlierRequest | undefined> {
    const row: Row | undefined = await this.#rowOf(request)
      .where('requested_at', '>=', oldestRemembered())
      .first();
    if (row && row.request_hash !== request.requestHash) {
      throw new ConflictError(
        'The Idempotency-Key was used for another log source already; use a new one for this.',
      );
    }
    return row && { ...toState(row), warnings: JSON.parse(row.warnings) };
  }

  /**
   * Notes that Panther is going to be asked, and what the wish is warned of, unless it was put
   * before. Forgets wishes that are old. Throws a `ConflictError` where the key was used for something
   * else meanwhile.
   */
  async start(request: CreateRequest, warnings: FieldFinding[]): Promise<void> {
    await this.#knex('create_requests')
      .where('requested_at', '<', oldestRemembered())
      .delete();
    const inserted = await this.#knex('create_requests')
      .insert({
        ...keyOf(request),
        request_hash: request.requestHash,
        state: 'started',
        warnings: JSON.stringify(warnings),
        requested_at: new Date().toISOString(),
      })
      .onConflict(['instance', 'actor', 'idempotency_key'])
      .ignore()
      .returning('idempotency_key');
    if (!inserted.length) {
      await this.find(request);
    }
  }

  async note(
    request: CreateRequest,
    outcome: CreateRequestState,
  ): Promise<void> {
    await this.#rowOf(request).update({
      state: outcome.state,
      integration_id:
        outcome.state === 'created' ? outcome.integrationId : null,
    });
  }

  /** For what certainly was not created, so that the key is free again. */
  async forget(request: CreateRequest): Promise<void> {
    await this.#rowOf(request).delete();
  }

  #rowOf(request: CreateRequest): Knex.QueryBuilder {
    return this.#knex('create_requests').where(keyOf(request));
  }
}

function oldestRemembered(): string {
  return new Date(Date.now() - REMEMBERED_MS).toISOString();
}

interface Row {
  request_hash: string;
  state: CreateRequestState['state'];
  integration_id: string | null;
  warnings: string;
}

function keyOf({ instance, actor, idempotencyKey }: CreateRequest): object {
  return { instance, actor, idempotency_key: idempotencyKey };
}

function toState({ state, integration_id }: Row): CreateRequestState {
  if (state !== 'created') {
    return { state };
  }
  if (integration_id === null) {
    throw new Error('A created log source has no id in create_requests');
  }
  return { state, integrationId: integration_id };
}

/** Somebody's wish for a log source. */
export interface Wish {
  target: WriteTarget;
  wanted: S3SourceInput;
  writer: Writer;
  /** Where it carries a key. */
  request?: CreateRequest;
}

/** A wish that is known to be fine, with what may surprise about it. */
export interface CheckedWish extends Wish {
  warnings: FieldFinding[];
}

/** Says a wish in one way, and has it carry its key if there is one. */
export function toWish(
  target: WriteTarget,
  input: S3SourceInput,
  writer: Writer,
  { idempotencyKey }: { idempotencyKey?: string },
): Wish {
  const wanted = normaliseS3Source(input);
  const request = idempotencyKey
    ? {
        instance: target.instance.id,
        actor: writer.actor,
        idempotencyKey,
        requestHash: settingsRevision(wanted),
      }
    : undefined;
  return { target, wanted, writer, request };
}
