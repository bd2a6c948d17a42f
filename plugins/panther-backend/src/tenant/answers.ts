import { z } from 'zod';
import { TenantError } from './errors';
import { Operation } from './operations';
import { TenantErrors } from './TenantErrors';
import { Turns } from '../async';
import { isError } from '@backstage/errors';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Dispatcher } from 'undici';
import { JSONParser } from '@streamparser/json';

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

/**
 * Collects the body of a response and undoes gzip. Resolves to the reason, as a clause, where the
 * body is none that can be read; rejects where the connection fails.
 */
export async function readBody(
  response: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<{ bytes: Buffer } | { unreadable: string }> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    response.body.on('error', ignore).destroy();
    return { unreadable: `its encoding is "${encoding}"` };
  }
  const body =
    encoding === 'gzip'
      ? pipeline(response.body, createGunzip(), ignore)
      : response.body;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) {
        return { unreadable: `it is larger than ${maxBytes} bytes` };
      }
      chunks.push(chunk);
    }
  } catch (error) {
    // https://nodejs.org/api/zlib.html#error-codes
    if (isError(error) && String(error.code).startsWith('Z_')) {
      return { unreadable: 'it is not the gzip it claims to be' };
    }
    throw error;
  }
  return { bytes: Buffer.concat(chunks) };
}

/** For streams that nobody reads, or whose errors reach whoever reads them. */
function ignore(): void {}

/** What `JSON.parse` does in a few milliseconds; slices take several times as long altogether. */
const SMALL_BYTES = 256 * 1024;

/** A millisecond or two of parsing. */
const SLICE_BYTES = 32 * 1024;

/**
 * The rows of a list in a JSON text. What is read of a row takes its place in the value soon after
 * the row is complete. 10,000 log sources as JSON has them are 20 MB, which V8 would keep beside
 * what is read of them, and would not tidy up soon.
 */
export interface JsonRows {
  /** The keys that lead to the list. */
  path: string[];
  read(row: unknown): unknown;
}

/**
 * The value of a JSON text in UTF-8, or undefined where the text is no JSON. Large texts are parsed
 * in slices between which others have their turn; 10,000 log sources would hold them up for a tenth
 * of a second otherwise. Rejects where the call ends before the text does.
 */
export async function parseJson(
  bytes: Uint8Array,
  turns: Turns,
  rows?: JsonRows,
): Promise<{ value: unknown } | undefined> {
  return rows || bytes.length > SMALL_BYTES
    ? parseInSlices(bytes, turns, rows)
    : parseAtOnce(bytes);
}

function parseAtOnce(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    // What is wrong with the text is said by whoever quotes it.
    return undefined;
  }
}

/**
 * Gives what {@link parseAtOnce} gives, but for a zero width no-break space (U+FEFF) at the very
 * beginning of a string, which the parser takes for a byte order mark.
 */
async function parseInSlices(
  bytes: Uint8Array,
  turns: Turns,
  rows: JsonRows | undefined,
): Promise<{ value: unknown } | undefined> {
  const parser = new JSONParser({
    paths: ['$', ...(rows ? [['$', ...rows.path, '*'].join('.')] : [])],
    stringBufferSize: SLICE_BYTES,
  });
  // Bytes that are not UTF-8 become replacement characters here, and errors in the parser.
  const decoder = new TextDecoder();
  const complete = new Array<{ list: unknown[]; index: number }>();
  let root: { value: unknown } | undefined;
  let failed = false;
  parser.onValue = ({ value, parent, stack }) => {
    if (!stack.length) {
      root = { value };
    } else if (Array.isArray(parent)) {
      complete.push({ list: parent, index: parent.length - 1 });
    }
  };
  parser.onError = () => {
    failed = true;
  };
  for (let start = 0; start < bytes.length && !failed; start += SLICE_BYTES) {
    await turns.rest();
    const slice = bytes.subarray(start, start + SLICE_BYTES);
    parser.write(decoder.decode(slice, { stream: true }));
    // Not where they are found, since the parser would take any error for one of the text.
    for (const { list, index } of complete.splice(0)) {
      await turns.rest();
      list[index] = rows?.read(list[index]);
    }
  }
  parser.write(decoder.decode());
  // It ends by itself after an object or array, and refuses to be ended twice.
  if (!parser.isEnded) {
    parser.end();
  }
  return failed ? undefined : root;
}

/**
 * What a `Retry-After` header asks for, in milliseconds. It names seconds or a date:
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(value: string): number | undefined {
  const waitMs = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.now();
  return Number.isNaN(waitMs) ? undefined : Math.max(waitMs, 0);
}
