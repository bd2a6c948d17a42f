import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { noPortalLinks } from '../links/__testUtils__/noPortalLinks';
import { EntityLogSourcesService } from './EntityLogSourcesService';
import {
  asOf,
  accessLogs,
  answer,
  inventoryOf,
  checkoutApi,
  serviceFor,
  caller,
  linksOf,
} from './__testUtils__/entityOfAnnotation';

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
});
