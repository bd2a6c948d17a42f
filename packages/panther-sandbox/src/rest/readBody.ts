import type { Request } from 'express';
import type { z } from 'zod';
import { MalformedRequest } from '../http/answerError';
import { readJson } from '../http/readJson';

/**
 * The body of a request, checked against its shape. What is wrong with it is said as Goa does.
 *
 * @throws MalformedRequest
 */
export function readBody<T>(request: Request, shape: z.ZodType<T>): T {
  const body = parseBody(request);
  if (body === undefined) {
    throw new MalformedRequest('missing_payload', 'missing required payload');
  }
  const result = shape.safeParse(body);
  if (result.success) {
    return result.data;
  }
  const faults = result.error.issues.map(issue => describeIssue(issue, body));
  // Goa finds wrong types while decoding, before it looks at anything else.
  const undecodable = faults.find(({ kind }) => kind === 'decode_payload');
  if (undecodable) {
    throw new MalformedRequest(undecodable.kind, undecodable.message);
  }
  throw new MalformedRequest(
    [...new Set(faults.map(({ kind }) => kind))].join(','),
    faults.map(({ message }) => message).join('; '),
  );
}

function parseBody(request: Request): unknown {
  try {
    return readJson(request);
  } catch (error) {
    throw new MalformedRequest(
      'decode_payload',
      `the body is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function describeIssue(
  issue: z.core.$ZodIssue,
  body: unknown,
): { kind: string; message: string } {
  const value = valueAt(body, issue.path);
  const field = ['body', ...issue.path].join('.').replace(/\.(\d+)/g, '[$1]');
  const parent = ['body', ...issue.path.slice(0, -1)].join('.');
  if (value === undefined) {
    return {
      kind: 'missing_field',
      message: `"${String(issue.path.at(-1))}" is missing from ${parent}`,
    };
  }
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const allowed = issue.values.map(each => `"${String(each)}"`).join(', ');
    return {
      kind: 'invalid_enum_value',
      message: `value of ${field} must be one of ${allowed} but got value "${value}"`,
    };
  }
  const expected = issue.code === 'invalid_type' ? issue.expected : 'string';
  return {
    kind: 'decode_payload',
    message: `cannot read ${field}: expected ${expected}, got ${kindOf(value)}`,
  };
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = body;
  for (const key of path) {
    value = Object(value)[key];
  }
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}
