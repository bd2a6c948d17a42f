import { request } from 'undici';

/** What the usual plugin asks Panther for to show a tab; the answer is always the whole fleet. */
export const WHOLE_LIST = JSON.stringify({
  operationName: 'ListSources',
  query: `query ListSources {
    sources(input: {}) {
      edges {
        node {
          createdAtTime integrationId integrationLabel integrationType isEditable isHealthy
          lastEventProcessedAtTime lastEventReceivedAtTime lastModified logTypes
          ... on S3LogIntegration {
            awsAccountId s3Bucket logStreamType
            s3PrefixLogTypes { prefix logTypes excludedPrefixes }
          }
        }
      }
    }
  }`,
});

/** The part of a log source that the benchmark builds its catalog and its questions from. */
export interface ListedSource {
  id: string;
  bucket?: string;
  awsAccountId?: string;
  logTypes: string[];
}

interface Answer {
  data: {
    sources: {
      edges: {
        node: {
          integrationId: string;
          s3Bucket?: string;
          awsAccountId?: string;
          logTypes: string[];
        };
      }[];
    };
  };
}

/** Asks the sandbox itself for all its log sources. */
export async function listSources(
  sandbox: string,
  token: string,
): Promise<ListedSource[]> {
  const { statusCode, body } = await request(`${sandbox}/public/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': token },
    body: WHOLE_LIST,
  });
  const text = await body.text();
  if (statusCode !== 200) {
    throw new Error(
      `The sandbox answered ${statusCode}: ${text.slice(0, 200)}`,
    );
  }
  const { data }: Answer = JSON.parse(text);
  return data.sources.edges.map(({ node }) => ({
    id: node.integrationId,
    bucket: node.s3Bucket,
    awsAccountId: node.awsAccountId,
    logTypes: node.logTypes,
  }));
}
