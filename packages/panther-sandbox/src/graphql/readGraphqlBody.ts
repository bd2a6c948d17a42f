import type { Request } from 'express';
import { type DocumentNode, getOperationAST, Kind, parse } from 'graphql';
import { z } from 'zod';
import type { OperationNames } from '../http/exchange';
import { readJson } from '../http/readJson';

const shape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export type GraphqlBody = z.infer<typeof shape>;

/** @returns `undefined` if the body is not what GraphQL over HTTP asks for. */
export function readGraphqlBody(request: Request): GraphqlBody | undefined {
  try {
    return shape.safeParse(readJson(request)).data;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * A GraphQL request is counted by its root fields, such as `sources`, and hit by faults under
 * these and under the name of its operation, such as `ListSources`.
 */
export function identifyGraphql(request: Request): OperationNames {
  const body = readGraphqlBody(request);
  const document = body && parseOrUndefined(body.query);
  const operation = document && getOperationAST(document, body?.operationName);
  if (!operation) {
    return { counted: ['graphql'], matching: ['graphql'] };
  }
  const fields = operation.selectionSet.selections.flatMap(selection =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
  const name = operation.name?.value;
  return {
    counted: fields,
    matching: name === undefined ? fields : [name, ...fields],
  };
}

function parseOrUndefined(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    // The route parses it again, and tells the client what is wrong with it.
    return undefined;
  }
}
