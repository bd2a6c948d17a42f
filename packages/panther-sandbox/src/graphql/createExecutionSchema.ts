import {
  buildSchema,
  type GraphQLField,
  getNullableType,
  GraphQLNonNull,
  GraphQLScalarType,
  type GraphQLSchema,
  isListType,
  isObjectType,
} from 'graphql';
import { completeRows } from './completeRows';
import { typeDefs } from './typeDefs';
import type { RequestContext } from './types';

/**
 * The schema that documents are run against once they were found valid against the published one.
 * It differs from that in one field: the list of all log sources is completed by
 * {@link completeRows}, and graphql-js takes the outcome as it is.
 */
export function createExecutionSchema(published: GraphQLSchema): GraphQLSchema {
  const listType = getNullableType(edgesOf(published).type);
  if (!isListType(listType)) {
    throw new Error('The log sources of the schema are not a list');
  }
  const type = listType.ofType;
  const schema = buildSchema(typeDefs);
  const edges = edgesOf(schema);
  edges.type = new GraphQLNonNull(
    new GraphQLScalarType({ name: 'CompletedEdges' }),
  );
  edges.resolve = (source, _args, context, info) =>
    completeRows(source.edges, { type, schema: published, info, context });
  return schema;
}

function edgesOf(
  schema: GraphQLSchema,
): GraphQLField<{ edges: readonly unknown[] }, RequestContext> {
  const output = schema.getType('SourcesOutput');
  const edges = isObjectType(output) ? output.getFields().edges : undefined;
  if (!edges) {
    throw new Error('The schema has no list of log sources');
  }
  return edges;
}
