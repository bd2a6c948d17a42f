import { z } from 'zod';
import { TenantError } from './errors';
import { Operation } from './operations';
import { JsonRows, parseJson } from './parseJson';
import { TenantErrors } from './TenantErrors';
import { Turns } from './Turns';

/** How much of an answer is looked at to say what it is; a whole list would hold up everybody. */
const QUOTABLE_BYTES = 64 * 1024;

/** What came back, judged by what it is and not by what its content type claims. */
export interface Answer {
  status: number;
  body:
    | { kind: 'json'; value: unknown; bytes: number }
    /** Of a long text, the beginning. */
    | { kind: 'text'; text: string }
    | { kind: 'empty' };
}

/** Reads the body of an answer. Rejects where the call ends meanwhile. */
export async function parseBody(
  bytes: Buffer,
  turns: Turns,
  rows?: JsonRows,
): Promise<Answer['body']> {
  const json = await parseJson(bytes, turns, rows);
  if (json) {
    return { kind: 'json', value: json.value, bytes: bytes.length };
  }
  const text = new TextDecoder()
    .decode(bytes.subarray(0, QUOTABLE_BYTES))
    .trim();
  return text ? { kind: 'text', text } : { kind: 'empty' };
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/**
 * Panther declares `message` on every error, sends `{"error":"forbidden"}` with some, and its
 * framework (https://goa.design) adds further fields, of which none says more than `message`.
 */
const errorBodySchema = z.union([
  z.object({ message: z.string().min(1) }).transform(body => body.message),
  z.object({ error: z.string().min(1) }).transform(body => body.error),
]);

/** What an answer says about itself, for people. */
export function describeAnswer({ status, body }: Answer): string {
  switch (body.kind) {
    case 'json':
      return (
        errorBodySchema.safeParse(body.value).data ??
        `HTTP ${status} with ${
          body.bytes > QUOTABLE_BYTES
            ? `${body.bytes} bytes of JSON`
            : JSON.stringify(body.value)
        }`
      );
    case 'empty':
      return `HTTP ${status} with nothing in it`;
    default: {
      const title = /<title>([^<]+)</i.exec(body.text)?.[1];
      return title
        ? `HTTP ${status} with a page titled "${title.trim()}"`
        : `HTTP ${status} with the text "${body.text}"`;
    }
  }
}

/**
 * The error that an answer with no success stands for. A refusal counts as Panther's only if it is
 * JSON, since gateways and proxies on the way refuse with pages of their own.
 */
export function toRefusal(
  answer: Answer,
  operation: Operation,
  errors: TenantErrors,
): TenantError {
  const said = describeAnswer(answer);
  if (answer.status === 401) {
    return errors.tokenRefused(operation);
  }
  if (answer.status >= 500) {
    return operation.kind === 'write'
      ? errors.outcomeUnclear(operation, { said })
      : errors.failed(operation, said);
  }
  if (answer.body.kind === 'json') {
    switch (answer.status) {
      case 400:
      case 422:
        return errors.rejectedInput(operation, said);
      case 403:
        return errors.permissionMissing(operation, said);
      case 409:
        return errors.conflict(operation, said);
      default:
    }
  }
  return errors.unexpectedAnswer(operation, said);
}

/**
 * The error for an answer that claims success and cannot be understood, after which a write may or
 * may not have happened.
 */
export function toUnreadable(
  why: string,
  operation: Operation,
  errors: TenantErrors,
): TenantError {
  return operation.kind === 'write'
    ? errors.outcomeUnclear(operation, { said: why })
    : errors.unexpectedAnswer(operation, why);
}
