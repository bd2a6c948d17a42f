import type { Request, RequestHandler } from 'express';
import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  parse,
  validate,
} from 'graphql';
import { authenticate } from '../http/authenticate';
import type { Answer, Exchange } from '../http/exchange';
import { answerError } from '../http/answerError';
import type { Tenant } from '../tenant/Tenant';
import type { ApiToken } from '../tenant/types';
import { createExecutionSchema } from './createExecutionSchema';
import { identifyGraphql, readGraphqlBody } from './readGraphqlBody';
import { rootValue } from './rootValue';
import { typeDefs } from './typeDefs';
import type { RequestContext } from './types';

export interface GraphqlRouteOptions {
  exchange: Exchange;
  tenant: Tenant;
  tokens: ReadonlyMap<string, ApiToken>;
}

/** The GraphQL API, run by graphql-js. */
export function createGraphqlRoute(
  options: GraphqlRouteOptions,
): RequestHandler {
  const { exchange, tenant, tokens } = options;
  const schema = buildSchema(typeDefs);
  const executionSchema = createExecutionSchema(schema);

  function run(request: Request, token: ApiToken): Answer {
    const body = readGraphqlBody(request);
    if (!body) {
      const message = 'the body must be a JSON object with a query';
      return { status: 400, body: { errors: [{ message }], data: null } };
    }
    const document = parseDocument(body.query);
    if ('errors' in document) {
      return refuse(document.errors, 'GRAPHQL_PARSE_FAILED');
    }
    const invalid = validate(schema, document);
    if (invalid.length > 0) {
      return refuse(invalid, 'GRAPHQL_VALIDATION_FAILED');
    }
    const rowErrors: GraphQLFormattedError[] = [];
    const now = tenant.now();
    const contextValue: RequestContext = { tenant, token, now, rowErrors };
    const result = execute({
      schema: introspects(body.query) ? schema : executionSchema,
      document,
      rootValue,
      contextValue,
      variableValues: body.variables,
      operationName: body.operationName,
    });
    if ('then' in result) {
      throw new Error('No field of the sandbox is asynchronous');
    }
    // Without data the execution has not begun: variables or operation name do not fit.
    if (result.data === undefined) {
      return refuse(result.errors ?? [], 'GRAPHQL_VALIDATION_FAILED');
    }
    const errors = {
      // Rows are completed while the data is written, so their errors are known only after it.
      toJSON: () => {
        const all = [...(result.errors ?? []), ...rowErrors];
        return all.length > 0 ? all : undefined;
      },
    };
    return { status: 200, body: { data: result.data, errors } };
  }

  return exchange(identifyGraphql, request => {
    try {
      return run(request, authenticate(request, tokens));
    } catch (error) {
      return answerError(error);
    }
  });
}

/** A question about the schema is for the published one; the two answer all others alike. */
function introspects(query: string): boolean {
  return /\b__(schema|type)\b/.test(query);
}

function parseDocument(
  query: string,
): DocumentNode | { errors: readonly GraphQLError[] } {
  try {
    return parse(query);
  } catch (error) {
    // `parse` throws nothing else.
    return { errors: [error as GraphQLError] };
  }
}

/** The codes are those of gqlgen and Apollo alike; the status is gqlgen's. */
function refuse(errors: readonly GraphQLError[], code: string): Answer {
  return {
    status: 422,
    body: {
      errors: errors.map(({ message, locations }) => ({
        message,
        locations,
        extensions: { code },
      })),
      data: null,
    },
  };
}
