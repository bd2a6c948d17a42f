import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { LogSource } from 'backstage-plugin-panther-common';
import { InventoryAnswer } from '../inventory/Inventory';
import { LogSourceLookup } from './toLogSourceLinks';
import { S3Mapping } from '../inventory/types';
import { noPortalLinks } from '../links/__testUtils__/noPortalLinks';
import { EntityLogSourcesService } from './EntityLogSourcesService';

const asOf = '2026-11-22T10:00:00.000Z';

const accessLogs: LogSource = {
  ref: 'default:access-logs',
  instance: 'default',
  integrationId: 'access-logs',
  label: 'Checkout access logs',
  type: 'aws-s3',
  status: 'healthy',
  statusSince: asOf,
  isEditable: true,
  logTypes: ['AWS.ALB'],
  createdAt: '2026-01-01T00:00:00.000Z',
  degradedFields: [],
};

function answer(overrides: Partial<InventoryAnswer> = {}): InventoryAnswer {
  return {
    freshness: {
      instance: 'default',
      title: 'Acme Security',
      asOf,
      stale: false,
    },
    logSources: new Map(),
    hidden: new Set(),
    unusable: new Map(),
    ...overrides,
  };
}

function inventoryOf(
  answers: Record<string, InventoryAnswer>,
  mappings: S3Mapping[] = [],
) {
  return {
    instanceIds: () => Object.keys(answers),
    findLogSources: jest.fn(async (instance: string) => {
      const found = answers[instance];
      if (!found) {
        throw new NotFoundError(instance);
      }
      return found;
    }),
    findS3Mappings: jest.fn(async () => mappings),
  } satisfies LogSourceLookup;
}

const checkoutApi = {
  kind: 'Component',
  namespace: 'default',
  name: 'checkout-api',
};

function serviceFor(annotation: string, inventory: LogSourceLookup) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'checkout-api',
      namespace: 'default',
      annotations: { 'panther.com/log-source-id': annotation },
    },
  };
  return new EntityLogSourcesService({
    catalog: catalogServiceMock({ entities: [entity] }),
    inventory,
    portalLinks: noPortalLinks,
  });
}

const caller = {
  credentials: mockCredentials.user(),
  visibility: 'all' as const,
};

async function linksOf(annotation: string, inventory: LogSourceLookup) {
  const { links } = await serviceFor(annotation, inventory).getEntityLogSources(
    checkoutApi,
    caller,
  );
  return links;
}

describe('EntityLogSourcesService', () => {
  it('answers with the log sources an entity names', async () => {
    const inventory = inventoryOf({
      default: answer({ logSources: new Map([['access-logs', accessLogs]]) }),
    });

    await expect(
      serviceFor('access-logs', inventory).getEntityLogSources(
        checkoutApi,
        caller,
      ),
    ).resolves.toEqual({
      entityRef: 'component:default/checkout-api',
      links: [
        {
          logSourceRef: 'default:access-logs',
          origin: 'annotation',
          evidence: {
            entityRef: 'component:default/checkout-api',
            annotation: 'panther.com/log-source-id',
            value: 'access-logs',
          },
          state: 'found',
          logSource: accessLogs,
        },
      ],
      freshness: [
        { instance: 'default', title: 'Acme Security', asOf, stale: false },
      ],
    });
  });

  it('looks each instance up once as the caller, and only those that are named', async () => {
    const inventory = inventoryOf({
      default: answer(),
      eu: answer(),
      us: answer(),
    });

    await linksOf('a, eu:b, c', inventory);

    expect(inventory.findLogSources.mock.calls).toEqual([
      ['default', ['a', 'c'], { visibility: 'all' }],
      ['eu', ['b'], { visibility: 'all' }],
    ]);
  });

  it('reads the entity as the caller, and does not tell one that is hidden from one that is not there', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(undefined);
    const service = new EntityLogSourcesService({
      catalog,
      inventory: inventoryOf({ default: answer() }),
      portalLinks: noPortalLinks,
    });

    await expect(
      service.getEntityLogSources(checkoutApi, caller),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        'The catalog has no component:default/checkout-api, or you may not see it.',
    });
    expect(catalog.getEntityByRef).toHaveBeenCalledWith(checkoutApi, {
      credentials: caller.credentials,
    });
  });

  it('reads the entity while it is asked what the caller may see, and answers only then', async () => {
    const catalog = catalogServiceMock.mock();
    const inventory = inventoryOf({ default: answer() });
    const service = new EntityLogSourcesService({
      catalog,
      inventory,
      portalLinks: noPortalLinks,
    });
    let refuse: (reason: Error) => void = () => {};
    const refusal = service.getEntityLogSources(checkoutApi, {
      ...caller,
      visibility: new Promise((_, reject) => {
        refuse = reject;
      }),
    });
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(1);

    // That there is no such entity is known first, and said to nobody who is refused.
    await catalog.getEntityByRef.mock.results[0]?.value;
    refuse(new NotAllowedError('You may not'));
    await expect(refusal).rejects.toThrow('You may not');
    expect(inventory.findLogSources).not.toHaveBeenCalled();
  });

  it("does not pass off the catalog's failure as its own answer", async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockRejectedValue(
      Object.assign(new Error('Request failed with 400 Bad Request'), {
        statusCode: 400,
      }),
    );
    const service = new EntityLogSourcesService({
      catalog,
      inventory: inventoryOf({ default: answer() }),
      portalLinks: noPortalLinks,
    });

    const refusal = service.getEntityLogSources(checkoutApi, caller);

    await expect(refusal).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'The catalog could not be asked for component:default/checkout-api',
      ),
    });
    await expect(refusal).rejects.not.toHaveProperty('statusCode');
  });

  it('asks Panther nothing for an entity without links', async () => {
    const inventory = inventoryOf({ default: answer() });
    await expect(linksOf('', inventory)).resolves.toEqual([]);
    expect(inventory.findLogSources).not.toHaveBeenCalled();
  });

  describe('a link that is not found', () => {
    it('is gone when Panther had the log source, with what was last known of it', async () => {
      const gone: LogSource = { ...accessLogs, status: 'gone' };
      const inventory = inventoryOf({
        default: answer({ logSources: new Map([['access-logs', gone]]) }),
      });
      await expect(linksOf('access-logs', inventory)).resolves.toEqual([
        expect.objectContaining({
          state: 'gone',
          logSource: gone,
          message:
            'Panther (Acme Security) has this log source no more: it has been deleted there.',
        }),
      ]);
    });

    it('is hidden when the caller may not see the log source, whatever else is known of it', async () => {
      const inventory = inventoryOf({
        default: answer({
          hidden: new Set(['access-logs']),
          unusable: new Map([['access-logs', 'isHealthy is wrong']]),
        }),
      });
      await expect(linksOf('access-logs', inventory)).resolves.toEqual([
        expect.objectContaining({
          logSourceRef: 'default:access-logs',
          state: 'hidden',
        }),
      ]);
    });

    it('is unknown when Panther has no such log source', async () => {
      await expect(
        linksOf('gone', inventoryOf({ default: answer() })),
      ).resolves.toEqual([
        expect.objectContaining({
          state: 'unknown',
          message:
            'Panther (Acme Security) has no log source with this id: the id is mistyped, or it was deleted long ago.',
        }),
      ]);
    });

    it('is unknown with less certainty while Panther cannot be read', async () => {
      const stale = answer({
        freshness: {
          instance: 'default',
          title: 'Acme Security',
          asOf,
          stale: true,
          problem: { code: 'unreachable', message: 'Panther is down.' },
        },
      });
      await expect(
        linksOf('made-since', inventoryOf({ default: stale })),
      ).resolves.toEqual([
        expect.objectContaining({
          state: 'unknown',
          message:
            'Panther (Acme Security) had no log source with this id when it was last read.',
        }),
      ]);
    });

    it('is unknown when it names an instance that is not configured', async () => {
      await expect(
        linksOf('mars:a', inventoryOf({ eu: answer(), us: answer() })),
      ).resolves.toEqual([
        expect.objectContaining({
          state: 'unknown',
          message:
            "No Panther instance is called 'mars' here. Write the ref as <instance>:<id>; the instances are eu, us.",
        }),
      ]);
    });

    it('is unavailable while Panther has never been read, and says why', async () => {
      const never = answer({
        freshness: {
          instance: 'default',
          title: 'Acme Security',
          stale: true,
          problem: { code: 'unreachable', message: 'Panther is down.' },
        },
      });
      await expect(
        linksOf('access-logs', inventoryOf({ default: never })),
      ).resolves.toEqual([
        expect.objectContaining({
          state: 'unavailable',
          message: 'Panther is down.',
        }),
      ]);
    });

    it('is unavailable when its row cannot be read', async () => {
      const inventory = inventoryOf({
        default: answer({
          unusable: new Map([['access-logs', 'isHealthy is wrong']]),
        }),
      });
      await expect(linksOf('access-logs', inventory)).resolves.toEqual([
        expect.objectContaining({
          state: 'unavailable',
          message: 'isHealthy is wrong',
        }),
      ]);
    });
  });
});
