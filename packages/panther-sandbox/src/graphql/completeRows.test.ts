import { buildSchema, execute, parse } from 'graphql';
import { callSandbox, StoppedClock } from '../__testUtils__/callers';
import { exampleDocuments } from '../__testUtils__/exampleDocuments';
import { Tenant } from '../tenant/Tenant';
import { defaultTokens, indexTokens } from '../tenant/tokens';
import { rootValue } from './rootValue';
import { typeDefs } from './typeDefs';
import type { RequestContext } from './types';

// The list is completed by code of our own, for speed. It must be as if graphql-js had done it.
describe('the list of all log sources', () => {
  const cases: [string, string, Record<string, unknown>][] = [
    ['the documented list', exampleDocuments.ListSources, {}],
    [
      'aliases, fragments and type names',
      `{
        __typename
        first: sources { __typename edges { __typename at: node { ...common ...common } } }
        second: sources {
          edges { node { id: integrationId } node { name: integrationLabel } }
          edges { node { ... on OtherLogIntegration { kind: integrationType } } }
        }
      }
      fragment common on LogIntegration {
        __typename
        integrationId
        createdBy { __typename ... on APIToken { name } ...person }
        ... on S3LogIntegration {
          mappings: s3PrefixLogTypes { __typename prefix types: logTypes }
          logStreamTypeOptions { __typename jsonArrayEnvelopeField }
        }
      }
      fragment person on User { email }`,
      {},
    ],
    [
      'fields that variables leave out or let in',
      `query List($yes: Boolean!, $no: Boolean!) {
        sources { edges { node {
          integrationId
          isHealthy @include(if: $no)
          ... @skip(if: $yes) { integrationLabel }
          ... on S3LogIntegration @include(if: $yes) { s3Bucket kmsKey @skip(if: $no) }
        } } }
      }`,
      { yes: true, no: false },
    ],
  ];

  it.each(cases)(
    'with %s is what graphql-js answers',
    async (_case, query, variables) => {
      for (const token of ['sandbox-token', 'sandbox-read-token']) {
        const clock = new StoppedClock();
        const { graphql } = callSandbox({ clock: clock.read });

        const { body } = await graphql({ query, variables }, token);

        expect(body).toEqual(answerOfGraphqlJs(query, variables, clock, token));
      }
    },
  );

  it('is an empty list where there is no source', async () => {
    const { body } = await callSandbox({ sources: 0 }).graphql(
      '{ sources { edges { node { integrationId } } } }',
    );

    expect(body).toEqual({ data: { sources: { edges: [] } } });
  });
});

function answerOfGraphqlJs(
  query: string,
  variableValues: Record<string, unknown>,
  clock: StoppedClock,
  tokenValue: string,
): unknown {
  const tenant = Tenant.create({
    clock: clock.read,
    generateId: () => 'unused',
    sources: undefined,
    firstEventAfterMs: 0,
  });
  const token = indexTokens(defaultTokens).get(tokenValue);
  if (!token) {
    throw new Error(`${tokenValue} is no default token`);
  }
  const contextValue: RequestContext = {
    tenant,
    token,
    now: tenant.now(),
    rowErrors: [],
  };
  const result = execute({
    schema: buildSchema(typeDefs),
    document: parse(query),
    rootValue,
    contextValue,
    variableValues,
  });
  return JSON.parse(JSON.stringify(result));
}
