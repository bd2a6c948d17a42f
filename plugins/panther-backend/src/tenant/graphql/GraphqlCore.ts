import { z } from 'zod';
import {
  describeAnswer,
  isSuccess,
  toRefusal,
  toUnreadable,
  JsonRows,
} from '../answers';
import { GraphqlDocument } from './documents';
import { TenantError } from '../errors';
import { FieldSelection, OptionalField } from './FieldSelection';
import {
  isDenied,
  isValidationError,
  toFailure,
  Envelope,
  readEnvelope,
} from './graphqlErrors';
import { Call, RequestCore } from '../RequestCore';
import { describeMismatch, GraphqlError, pageSchema } from '../schemas';
import { UnavailableField } from '../types';

/** A list that takes more pages than this has gone wrong somewhere. */
const MAX_PAGES = 100;

interface Question {
  document: GraphqlDocument;
  variables: Record<string, unknown>;
  selection: FieldSelection;
  rows?: JsonRows;
}

/** What a tenant answered, and what it could not answer. */
export interface Answered extends Envelope {
  /** Left out of the question, or not permitted according to the answer; it may be named twice. */
  unavailable: UnavailableField[];
}

/** A page of a list, with the errors that came with it. */
export interface Page<Row> {
  rows: Row[];
  errors: GraphqlError[];
}

/** Asks a tenant's GraphQL API, whatever fields its schema has. */
export class GraphqlCore {
  readonly #core: RequestCore;

  constructor(core: RequestCore) {
    this.#core = core;
  }

  /**
   * Asks with the fields of a selection. Optional fields that the tenant's schema does not have, or
   * for whose sake the token gets no data at all, are left out from then on, and the question is
   * put again, once. A mutation may be put again too: one that does not fit the schema is not begun.
   */
  async ask(question: Question, call: Call): Promise<Answered> {
    const { document, selection } = question;
    const putAgainFor = new Set<UnavailableField['reason']>();
    for (;;) {
      const query = document.text(selection.render());
      // Another question may bring back what this one leaves out, before it is answered.
      const leftOut = selection.unavailable();
      const envelope = await this.#post(query, question, call);
      const reason = isRefusedBySchema(envelope)
        ? this.#leaveOutUnknown(envelope, query, selection, call)
        : await this.#leaveOutDenied(envelope, question, call);
      if (!reason) {
        const unavailable = [...leftOut, ...selection.unavailable()];
        return { ...envelope, unavailable };
      }
      if (putAgainFor.has(reason)) {
        throw this.#core.errors.unexpectedAnswer(
          call.operation,
          `it refuses one field after another, now with: ${envelope.errors[0]?.message}`,
        );
      }
      putAgainFor.add(reason);
    }
  }

  /**
   * Follows the cursors of a list to its end. Panther answers with everything on the first page so
   * far, and keeps the cursor for later.
   */
  async *pages<Row>(
    list: {
      document: GraphqlDocument;
      selection: FieldSelection;
      /** Makes a row of a node, which may be anything. */
      readNode(node: unknown): Row;
    },
    call: Call,
  ): AsyncGenerator<Page<Row>> {
    const { document, selection, readNode } = list;
    const rows: JsonRows = {
      path: ['data', document.root, 'edges'],
      read: edge => readNode(nodeOf(edge)),
    };
    const cursors = new Set<string>();
    let cursor = '';
    do {
      cursors.add(cursor);
      const { data, errors } = await this.ask(
        { document, variables: { cursor }, selection, rows },
        call,
      );
      const answered = data?.[document.root];
      const [error] = errors;
      if (!answered && error) {
        throw toFailure(
          { operation: call.operation, error },
          this.#core.errors,
        );
      }
      const page = pageSchema.safeParse(answered);
      if (!page.success) {
        throw this.mismatch(page.error, call, document);
      }
      // Each of them went through `rows.read`.
      yield { rows: page.data.edges as Row[], errors };
      const { hasNextPage, endCursor } = page.data.pageInfo;
      cursor = (hasNextPage && endCursor) || '';
      if (hasNextPage && (cursors.has(cursor) || cursors.size >= MAX_PAGES)) {
        throw this.#core.errors.unexpectedAnswer(
          call.operation,
          `data.${document.root}.pageInfo.endCursor: expected a new cursor, received "${cursor}" on page ${cursors.size}`,
        );
      }
    } while (cursor);
  }

  /**
   * What an error cost the row that it belongs to, in our names. Throws where it cost more than
   * optional fields.
   */
  degradedFields(
    error: GraphqlError,
    selection: FieldSelection,
    { operation }: Call,
  ): string[] {
    const field = selection.findOnPath(error.path ?? []);
    if (!field) {
      throw toFailure({ operation, error }, this.#core.errors);
    }
    // What is not permitted is missing from every row, and told of the list.
    return isDenied(error) ? [] : [field.optionalAs];
  }

  /** The error for data that is not what Panther's schema promises. */
  mismatch(
    error: z.ZodError,
    call: Call,
    { root }: GraphqlDocument,
  ): TenantError {
    const { field, reason } = describeMismatch(error);
    return toUnreadable(
      `data.${root}, ${field}: ${reason}`,
      call.operation,
      this.#core.errors,
    );
  }

  async #post(
    query: string,
    { document, variables, rows }: Question,
    call: Call,
  ): Promise<Envelope> {
    const answer = await this.#core.send(
      {
        method: 'POST',
        url: this.#core.instance.graphqlUrl,
        body: { operationName: document.operationName, query, variables },
        rows,
      },
      call,
    );
    const { status, body } = answer;
    const envelope =
      body.kind === 'json'
        ? await readEnvelope(body.value, call.turns)
        : { mismatch: describeAnswer(answer) };
    const isEnvelope = 'errors' in envelope;
    // GraphQL servers also send errors with a 400, 403 or 422.
    if (
      isEnvelope &&
      envelope.errors.length &&
      status !== 401 &&
      status < 500
    ) {
      return envelope;
    }
    if (!isSuccess(answer)) {
      throw toRefusal(answer, call.operation, this.#core.errors);
    }
    if (isEnvelope && envelope.data !== undefined) {
      return envelope;
    }
    throw toUnreadable(
      isEnvelope ? describeAnswer(answer) : envelope.mismatch,
      call.operation,
      this.#core.errors,
    );
  }

  #leaveOutUnknown(
    { errors }: Envelope,
    query: string,
    selection: FieldSelection,
    call: Call,
  ): UnavailableField['reason'] {
    for (const error of errors.filter(isValidationError)) {
      const field =
        selection.find(fieldAt(error, query)) ??
        selection.find(fieldNamedBy(error));
      if (!field) {
        throw call.operation.kind === 'write'
          ? this.#core.errors.rejectedInput(call.operation, error.message)
          : this.#core.errors.unexpectedAnswer(call.operation, error.message);
      }
      this.#leaveOut(field, 'not in the schema', selection);
    }
    return 'not in the schema';
  }

  /** Resolves to a reason only if there is nothing without asking again. */
  async #leaveOutDenied(
    { data, errors }: Envelope,
    { document, selection }: Question,
    { operation, turns }: Call,
  ): Promise<UnavailableField['reason'] | undefined> {
    const denied = new Set<OptionalField>();
    // The token for writing says nothing about what the token for reading may see.
    for (const error of operation.kind === 'read' ? errors : []) {
      await turns.rest();
      const field = isDenied(error) && selection.findOnPath(error.path ?? []);
      if (field) {
        denied.add(field);
      }
    }
    for (const field of denied) {
      this.#leaveOut(field, 'not permitted', selection);
    }
    return denied.size && !data?.[document.root] ? 'not permitted' : undefined;
  }

  #leaveOut(
    field: OptionalField,
    reason: UnavailableField['reason'],
    selection: FieldSelection,
  ): void {
    selection.leaveOut(field, reason);
    this.#core.logger.info(
      `Panther instance '${this.#core.instance.id}' does not give the field ${
        field.name
      } (${reason}); going on without it`,
    );
  }
}

/** An edge that is none has no node, which is said where the rows are checked. */
function nodeOf(edge: unknown): unknown {
  return edge && typeof edge === 'object' && 'node' in edge
    ? edge.node
    : undefined;
}

function isRefusedBySchema({ errors }: Envelope): boolean {
  return errors.some(isValidationError);
}

/** Our documents begin a line with every field that can be left out. */
function fieldAt({ locations }: GraphqlError, query: string): string {
  const line = query.split('\n')[(locations?.[0]?.line ?? 0) - 1];
  return line?.match(/^\w+/)?.[0] ?? '';
}

/** The words of both graphql-js and gqlgen, for a server that gives no locations. */
function fieldNamedBy({ message }: GraphqlError): string {
  return message.match(/^Cannot query field "(\w+)"/)?.[1] ?? '';
}
