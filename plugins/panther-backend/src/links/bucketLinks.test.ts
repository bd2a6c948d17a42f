import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { noPortalLinks } from './__testUtils__/noPortalLinks';
import { EntityLogSourcesService } from '../views/EntityLogSourcesService';
import {
  asOf,
  credentials,
  caller,
  inventoryRead,
  logSource,
  resource,
  billingWorker,
  ask,
} from './__testUtils__/askByBucket';

describe('EntityLogSourcesService, by bucket', () => {
  it("finds the log source of the entity's own bucket", async () => {
    const { answer } = await ask([
      billingWorker({ 'panther.com/s3-bucket': 'acme-billing-logs/x' }, []),
    ]);
    expect(answer.links).toEqual([
      {
        logSourceRef: 'default:billing',
        origin: 'bucket',
        evidence: {
          entityRef: 'component:default/billing-worker',
          annotation: 'panther.com/s3-bucket',
          value: 'acme-billing-logs/x',
        },
        state: 'found',
        logSource: logSource('billing'),
      },
    ]);
    expect(answer).not.toHaveProperty('unmatchedBuckets');
  });

  it('finds it by the ARN of a resource that the entity depends on', async () => {
    const arn = 'arn:aws:s3:::acme-billing-logs';
    const { answer } = await ask([
      billingWorker({}, ['resource:default/billing-logs']),
      resource('billing-logs', { 'amazonaws.com/arn': arn }),
    ]);
    expect(answer.links).toEqual([
      expect.objectContaining({
        logSourceRef: 'default:billing',
        evidence: {
          entityRef: 'resource:default/billing-logs',
          annotation: 'amazonaws.com/arn',
          value: arn,
        },
      }),
    ]);
  });

  it('reads all resources in one call as the caller, and nothing else the entity relates to', async () => {
    const { calls } = await ask([
      billingWorker({}, [
        'resource:default/a',
        'component:default/checkout-api',
        'resource:default/b',
      ]),
    ]);
    expect(calls.getEntityByRef).toHaveBeenCalledTimes(1);
    expect(calls.getEntitiesByRefs.mock.calls).toEqual([
      [
        { entityRefs: ['resource:default/a', 'resource:default/b'] },
        { credentials },
      ],
    ]);
  });

  it('reads an entity and its resources in one call the next time, as whoever looks then', async () => {
    const somebodyElse = mockCredentials.user('user:default/sam');
    const { answer, calls, service } = await ask([
      billingWorker({}, ['resource:default/billing-logs']),
      resource('billing-logs', {
        'panther.com/s3-bucket': 'acme-billing-logs',
      }),
    ]);
    expect(answer.links).toHaveLength(1);
    calls.getEntityByRef.mockClear();
    calls.getEntitiesByRefs.mockClear();

    const again = await service.getEntityLogSources(
      { kind: 'component', namespace: 'default', name: 'billing-worker' },
      { ...caller, credentials: somebodyElse },
    );
    expect(again).toEqual(answer);
    expect(calls.getEntityByRef).not.toHaveBeenCalled();
    expect(calls.getEntitiesByRefs.mock.calls).toEqual([
      [
        {
          entityRefs: [
            'component:default/billing-worker',
            'resource:default/billing-logs',
          ],
        },
        { credentials: somebodyElse },
      ],
    ]);
  });

  it('asks for no resources where the entity depends on none', async () => {
    const { calls } = await ask([billingWorker({}, [])]);
    expect(calls.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('knows nothing of a resource that the caller may not see', async () => {
    const { answer } = await ask([
      billingWorker({}, ['resource:default/hidden', 'resource:default/seen']),
      resource('seen', { 'panther.com/s3-bucket': 'acme-billing-logs' }),
    ]);
    expect(answer.links.map(({ evidence }) => evidence?.entityRef)).toEqual([
      'resource:default/seen',
    ]);
  });

  it('is one link with the annotation that names the same log source', async () => {
    const { answer } = await ask([
      billingWorker(
        {
          'panther.com/log-source-id': 'billing',
          'panther.com/s3-bucket': 'acme-billing-logs',
        },
        [],
      ),
    ]);
    expect(answer.links.map(({ origin }) => origin)).toEqual(['annotation']);
  });

  it('does not tell which hidden log sources read a bucket, nor how many', async () => {
    const { answer } = await ask(
      [
        billingWorker(
          {
            'panther.com/s3-bucket': 'acme-checkout-audit, acme-billing-logs',
          },
          [],
        ),
      ],
      inventoryRead(asOf, ['audit-1', 'audit-2']),
    );
    expect(answer.links).toEqual([
      {
        origin: 'bucket',
        evidence: expect.objectContaining({ value: 'acme-checkout-audit' }),
        state: 'hidden',
        message:
          "You may not see every log source that reads this bucket; ask your portal's administrators to extend your permission panther.log-source.read.",
      },
      expect.objectContaining({ logSourceRef: 'default:billing' }),
    ]);
    expect(answer).not.toHaveProperty('unmatchedBuckets');
  });

  it('says which declared buckets no log source reads', async () => {
    const { answer } = await ask([
      billingWorker({ 'panther.com/s3-bucket': 'acme-none/x' }, [
        'resource:default/data',
      ]),
      // A bucket need not be one for logs.
      resource('data', { 'aws.amazon.com/arn': 'arn:aws:s3:::acme-data' }),
    ]);
    expect(answer).toMatchObject({
      links: [],
      unmatchedBuckets: [
        {
          evidence: {
            entityRef: 'component:default/billing-worker',
            annotation: 'panther.com/s3-bucket',
            value: 'acme-none/x',
          },
          message:
            "No log source in Panther reads 'x' in bucket 'acme-none': the annotation is mistyped, or the log source has yet to be made in Panther or excludes this prefix.",
        },
      ],
      freshness: [{ instance: 'default' }, { instance: 'eu' }],
    });
  });

  it('does not say that nothing reads a bucket before Panther has been read', async () => {
    const { answer } = await ask(
      [billingWorker({ 'panther.com/s3-bucket': 'acme-billing-logs' }, [])],
      inventoryRead(undefined),
    );
    expect(answer.unmatchedBuckets?.map(({ message }) => message)).toEqual([
      "Whether a log source reads bucket 'acme-billing-logs' is not known: Panther is down.",
    ]);
  });

  it("does not pass off the catalog's failure to read resources as its own answer", async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(
      billingWorker({}, ['resource:default/billing-logs']),
    );
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('Bad Request'));
    const service = new EntityLogSourcesService({
      catalog,
      inventory: inventoryRead(asOf),
      portalLinks: noPortalLinks,
    });
    await expect(
      service.getEntityLogSources(
        { kind: 'component', namespace: 'default', name: 'billing-worker' },
        caller,
      ),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'The catalog could not be asked for the resources that component:default/billing-worker depends on',
      ),
    });
  });
});
