import { callSandbox } from '../__testUtils__/callers';

const names = async (input: object): Promise<string[]> => {
  const { body } = await callSandbox().graphql({
    query: `query Schemas($input: SchemasInput!) {
      schemas(input: $input) { edges { node { name } } }
    }`,
    variables: { input },
  });
  return body.data.schemas.edges.map(
    ({ node }: { node: { name: string } }) => node.name,
  );
};

describe('the list of schemas', () => {
  it('has all of them, archived or not, where nothing narrows it', async () => {
    const all = await names({});

    expect(all).toEqual(
      expect.arrayContaining([
        'AWS.ALB',
        'Custom.BillingWorker',
        'Custom.OldCheckout',
      ]),
    );
    expect(await names({ isArchived: null, contains: '', cursor: '' })).toEqual(
      all,
    );
  });

  it('finds a part of a name or of a field, whatever the case', async () => {
    expect(await names({ contains: 'cloudtrail' })).toEqual([
      'AWS.CloudTrail',
      'AWS.CloudTrailDigest',
      'AWS.CloudTrailInsight',
    ]);
    expect(await names({ contains: 'invoiceId' })).toEqual([
      'Custom.BillingWorker',
    ]);
  });

  it('tells archived from others', async () => {
    expect(await names({ isArchived: true })).toEqual([
      'Custom.OldCheckout',
      'Custom.StoreBeacons',
    ]);
    expect(await names({ isArchived: false })).not.toContain(
      'Custom.OldCheckout',
    );
  });

  it('tells those of Panther from custom ones', async () => {
    const managed = await names({ isManaged: true });
    const others = await names({ isManaged: false });

    expect(managed.every(name => !name.startsWith('Custom.'))).toBe(true);
    expect(others.every(name => name.startsWith('Custom.'))).toBe(true);
  });

  it('tells those that a log source has from others', async () => {
    const used = await names({ isInUse: true });
    const unused = await names({ isInUse: false });

    expect(used).toContain('Custom.BillingWorker');
    expect(unused).toContain('Zoom.Activity');
    expect(unused).not.toContain('Custom.BillingWorker');
  });

  it('has the details that the MCP server asks for', async () => {
    const { body } = await callSandbox().graphql(`{
      schemas(input: { contains: "AWS.ALB" }) { edges { node {
        name description spec version revision isArchived isManaged
        isFieldDiscoveryEnabled referenceURL discoveredSpec createdAt updatedAt
      } } }
    }`);

    expect(body.errors).toBeUndefined();
    expect(body.data.schemas.edges[0].node).toMatchObject({
      name: 'AWS.ALB',
      isManaged: true,
      spec: expect.stringContaining('name: clientIp'),
    });
  });
});
