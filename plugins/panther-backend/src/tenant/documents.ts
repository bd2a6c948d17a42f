/** A GraphQL document, and where its answer is. */
export interface GraphqlDocument {
  operationName: string;
  /** The one field that the document asks of the query or mutation type. */
  root: string;
  /** Its text with the given fields in it, each on a line of its own. */
  text: (fields: string) => string;
}

export const LIST_SOURCES: GraphqlDocument = {
  operationName: 'ListSources',
  root: 'sources',
  text: fields => `query ListSources($cursor: String) {
sources(input: { cursor: $cursor }) {
edges {
node {
${fields}
}
}
pageInfo { endCursor hasNextPage }
}
}`,
};

export const LIST_SCHEMAS: GraphqlDocument = {
  operationName: 'ListSchemas',
  root: 'schemas',
  text: fields => `query ListSchemas($cursor: String) {
schemas(input: { cursor: $cursor }) {
edges {
node {
${fields}
}
}
pageInfo { endCursor hasNextPage }
}
}`,
};

export const GET_SOURCE: GraphqlDocument = {
  operationName: 'GetSource',
  root: 'source',
  text: fields => `query GetSource($id: ID!) {
source(id: $id) {
${fields}
}
}`,
};

export const CREATE_S3_SOURCE: GraphqlDocument = {
  operationName: 'CreateS3LogSource',
  root: 'createS3Source',
  text: fields => `mutation CreateS3LogSource($input: CreateS3SourceInput!) {
createS3Source(input: $input) {
logSource {
${fields}
}
}
}`,
};

export const UPDATE_S3_SOURCE: GraphqlDocument = {
  operationName: 'UpdateS3LogSource',
  root: 'updateS3Source',
  text: fields => `mutation UpdateS3LogSource($input: UpdateS3SourceInput!) {
updateS3Source(input: $input) {
logSource {
${fields}
}
}
}`,
};

export const DELETE_SOURCE: GraphqlDocument = {
  operationName: 'DeleteSource',
  root: 'deleteSource',
  text: fields => `mutation DeleteSource($input: DeleteSourceInput!) {
deleteSource(input: $input) {
${fields}
}
}`,
};
