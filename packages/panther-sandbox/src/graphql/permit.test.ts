import { callSandbox, ids } from '../__testUtils__/callers';
import { exampleDocuments } from '../__testUtils__/exampleDocuments';
import {
  settings,
  creation,
  createQuery,
  updateQuery,
  deleteQuery,
} from '../__testUtils__/s3SourceInput';

describe('tokens of the GraphQL API', () => {
  it.each([
    ['no token', ''],
    ['a token it does not know', 'wrong'],
  ])('refuses %s', async (_case, token) => {
    const { status, body } = await callSandbox().graphql(
      exampleDocuments.ListSources,
      token,
    );

    expect(status).toBe(401);
    expect(body).toEqual({ error: 'unauthorized' });
  });

  it('keeps writes from a token without Manage Log Sources', async () => {
    const { graphql, countRequests } = callSandbox();

    for (const [query, input] of [
      [createQuery, creation],
      [updateQuery, { ...settings, id: ids.edge }],
      [deleteQuery, { id: ids.edge }],
    ] as const) {
      const { status, body } = await graphql(
        { query, variables: { input } },
        'sandbox-read-token',
      );
      expect(status).toBe(200);
      expect(body.data).toBeNull();
      expect(body.errors[0].message).toBe('access denied');
    }
    const { body } = await graphql(
      '{ sources { edges { node { integrationId } } } }',
    );
    expect(body.data.sources.edges).toHaveLength(40);
    expect(countRequests()).toMatchObject({ deleteSource: 1, sources: 1 });
  });

  it('wants View Log Sources for writes, too', async () => {
    const { graphql } = callSandbox({
      tokens: [
        { token: 't', name: 'Writer', permissions: ['LogSourceModify'] },
      ],
    });

    const { body } = await graphql(
      { query: deleteQuery, variables: { input: { id: ids.edge } } },
      't',
    );

    expect(body.errors[0].message).toBe('access denied');
  });

  it('leaves createdBy out for a token without Read User Info, and says so', async () => {
    const { graphql } = callSandbox({ sources: 2 });

    const list = await graphql(
      exampleDocuments.ListSources,
      'sandbox-read-token',
    );
    const one = await graphql(
      `{ source(id: "${ids.auditTrail}") { integrationId createdBy { __typename } } }`,
      'sandbox-read-token',
    );

    expect(list.status).toBe(200);
    expect(list.body.data.sources.edges[1].node).toMatchObject({
      createdBy: null,
      integrationId: ids.auditTrail,
    });
    expect(list.body.errors).toEqual([
      {
        message: 'access denied',
        locations: [{ line: 6, column: 9 }],
        path: ['sources', 'edges', 0, 'node', 'createdBy'],
      },
      {
        message: 'access denied',
        locations: [{ line: 6, column: 9 }],
        path: ['sources', 'edges', 1, 'node', 'createdBy'],
      },
    ]);
    expect(one.body).toEqual({
      data: { source: { integrationId: ids.auditTrail, createdBy: null } },
      errors: [
        expect.objectContaining({
          message: 'access denied',
          path: ['source', 'createdBy'],
        }),
      ],
    });
  });

  it('names the person or the token that created a source', async () => {
    const { graphql } = callSandbox();
    await graphql(exampleDocuments.CreateS3LogSource);

    const { body } = await graphql(`
      {
        sources {
          edges {
            node {
              integrationLabel
              createdBy {
                __typename
                ... on User {
                  email
                  givenName
                }
                ... on APIToken {
                  name
                  permissions
                }
              }
            }
          }
        }
      }
    `);

    const creators = new Map(
      body.data.sources.edges.map(
        ({ node }: { node: Record<string, unknown> }) => [
          node.integrationLabel,
          node.createdBy,
        ],
      ),
    );
    expect(creators.get('Checkout access logs')).toEqual({
      __typename: 'User',
      email: 'amara.okafor@acme.example',
      givenName: 'Amara',
    });
    expect(creators.get('My Log Source')).toEqual({
      __typename: 'APIToken',
      name: 'Backstage',
      permissions: expect.arrayContaining(['LogSourceModify']),
    });
    expect(creators.get('Legacy mainframe dumps')).toBeNull();
  });

  it.each([
    ['schemas', '{ schemas(input: {}) { edges { node { name } } } }'],
    ['generalSettings', '{ generalSettings { pantherVersion } }'],
    [
      'metrics',
      '{ metrics(input: { fromDate: "2026-01-01T00:00:00Z", toDate: "2026-01-02T00:00:00Z" }) { totalAlerts } }',
    ],
  ])('keeps %s from a token without its permission', async (field, query) => {
    const tokens = [{ token: 't', name: 'None', permissions: [] }];

    const { body } = await callSandbox({ tokens }).graphql(query, 't');

    expect(body.errors).toEqual([
      expect.objectContaining({ message: 'access denied', path: [field] }),
    ]);
  });
});
