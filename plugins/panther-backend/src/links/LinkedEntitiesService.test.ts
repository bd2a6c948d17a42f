import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  BILLING_LOGS,
  billingLogs,
  billingWorker,
  checkoutApi,
  demoEntities,
} from 'panther-test-portal';
import { entity } from './__testUtils__/entity';
import { setupLinkIndex } from './__testUtils__/setupLinkIndex';
import { setupPortalLinks } from './__testUtils__/setupPortalLinks';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';
import { createTestPanther } from '../__testUtils__/createTestPanther';

const credentials = mockCredentials.user();

function refTo(integrationId: string, instance = 'default') {
  return { instance, integrationId };
}

describe.each(databaseIds)('LinkedEntitiesService on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  /** With the links of a whole catalog, and a caller who may read some of it. */
  async function setup(all: Entity[], readable: Entity[]) {
    const { knex, pass } = await setupLinkIndex(await database.empty());
    await pass(all);
    const catalog = catalogServiceMock({ entities: readable });
    return {
      getEntitiesByRefs: jest.spyOn(catalog, 'getEntitiesByRefs'),
      service: createTestPanther(knex, { catalog }).linkedEntities,
    };
  }

  it('names the entities of each log source and where their links come from', async () => {
    const both = entity('Component:a-report', {
      'panther.com/log-source-id': BILLING_LOGS,
      'panther.com/s3-bucket': 'acme-billing-logs',
    });
    const catalog = [...demoEntities, both];
    const { service } = await setup(catalog, catalog);
    const refs = [ACCESS_LOGS, BILLING_LOGS, 'unlinked'].map(id => refTo(id));
    await expect(
      service.findLinkedEntities(refs, { credentials }),
    ).resolves.toEqual(
      new Map([
        [
          `default:${ACCESS_LOGS}`,
          {
            linkedEntities: [
              {
                entityRef: 'component:default/checkout-api',
                origins: ['annotation'],
              },
            ],
            otherLinkedEntities: 0,
          },
        ],
        [
          `default:${BILLING_LOGS}`,
          {
            linkedEntities: [
              {
                entityRef: 'component:default/a-report',
                origins: ['annotation', 'bucket'],
              },
              {
                entityRef: 'component:default/billing-worker',
                origins: ['bucket'],
              },
              {
                entityRef: 'resource:default/billing-logs',
                origins: ['bucket'],
              },
            ],
            otherLinkedEntities: 0,
          },
        ],
        ['default:unlinked', { linkedEntities: [], otherLinkedEntities: 0 }],
      ]),
    );
  });

  it('names links of the portal among the others, after them', async () => {
    const index = await setupPortalLinks(await database.empty());
    await index.pass(demoEntities);
    await index.link('component:default/checkout-api', ACCESS_LOGS);
    await index.link('component:default/billing-worker', ACCESS_LOGS);
    const { catalog } = index;
    const service = createTestPanther(index.knex, { catalog }).linkedEntities;
    const answer = await service.findLinkedEntities([refTo(ACCESS_LOGS)], {
      credentials,
    });
    expect(answer.get(`default:${ACCESS_LOGS}`)).toEqual({
      linkedEntities: [
        { entityRef: 'component:default/billing-worker', origins: ['portal'] },
        {
          entityRef: 'component:default/checkout-api',
          origins: ['annotation', 'portal'],
        },
      ],
      otherLinkedEntities: 0,
    });
  });

  it('only counts the entities that the caller may not see', async () => {
    const { service } = await setup(demoEntities, [billingLogs]);
    const answer = await service.findLinkedEntities([refTo(BILLING_LOGS)], {
      credentials,
    });
    expect(answer.get(`default:${BILLING_LOGS}`)).toEqual({
      linkedEntities: [
        { entityRef: 'resource:default/billing-logs', origins: ['bucket'] },
      ],
      otherLinkedEntities: 1,
    });
  });

  it('asks the catalog once, as the caller, and each entity once', async () => {
    const { service, getEntitiesByRefs } = await setup(
      [checkoutApi, billingWorker, billingLogs],
      demoEntities,
    );
    await service.findLinkedEntities(
      [ACCESS_LOGS, AUDIT_TRAIL, BILLING_LOGS].map(id => refTo(id)),
      { credentials },
    );
    const [[request] = []] = getEntitiesByRefs.mock.calls;
    expect(getEntitiesByRefs.mock.calls).toEqual([
      [
        {
          entityRefs: expect.any(Array),
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials },
      ],
    ]);
    expect([...(request?.entityRefs ?? [])].sort()).toEqual([
      'component:default/billing-worker',
      'component:default/checkout-api',
      'resource:default/billing-logs',
    ]);
  });

  it('asks for the first 20 entities of each log source and counts the rest', async () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      entity(`Component:c${index + 10}`, {
        'panther.com/log-source-id': index ? 'busy' : 'busy, calm',
        'panther.com/s3-bucket': 'acme-billing-logs',
      }),
    );
    const { service, getEntitiesByRefs } = await setup(many, many);
    const answer = await service.findLinkedEntities(
      [refTo('busy'), refTo('calm'), refTo(BILLING_LOGS)],
      { credentials },
    );
    const busy = answer.get('default:busy');
    expect(busy?.linkedEntities.map(({ entityRef }) => entityRef)).toEqual(
      Array.from({ length: 20 }, (_, at) => `component:default/c${at + 10}`),
    );
    expect(busy?.otherLinkedEntities).toBe(5);
    expect(answer.get('default:calm')).toMatchObject({
      linkedEntities: [{ entityRef: 'component:default/c10' }],
      otherLinkedEntities: 0,
    });
    const [[request] = []] = getEntitiesByRefs.mock.calls;
    expect(request?.entityRefs).toHaveLength(20);
  });

  it('tells the same id in two instances apart', async () => {
    const one = entity('Component:a', { 'panther.com/log-source-id': 'eu:x' });
    const { service } = await setup([one], [one]);
    const answer = await service.findLinkedEntities(
      [refTo('x'), refTo('x', 'eu')],
      { credentials },
    );
    expect(answer.get('default:x')?.linkedEntities).toEqual([]);
    expect(answer.get('eu:x')?.linkedEntities).toHaveLength(1);
  });

  it('does not ask the catalog where there are no links', async () => {
    const { service, getEntitiesByRefs } = await setup([], demoEntities);
    const answer = await service.findLinkedEntities([refTo(ACCESS_LOGS)], {
      credentials,
    });
    expect(answer.get(`default:${ACCESS_LOGS}`)).toEqual({
      linkedEntities: [],
      otherLinkedEntities: 0,
    });
    await expect(
      service.findLinkedEntities([], { credentials }),
    ).resolves.toEqual(new Map());
    expect(getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it("does not pass off the catalog's failure as its own answer", async () => {
    const { service, getEntitiesByRefs } = await setup(demoEntities, []);
    getEntitiesByRefs.mockRejectedValue(
      Object.assign(new Error('Bad Request'), { statusCode: 400 }),
    );
    const refusal = service.findLinkedEntities([refTo(ACCESS_LOGS)], {
      credentials,
    });
    await expect(refusal).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'The catalog could not be asked for the entities of log sources',
      ),
    });
    await expect(refusal).rejects.not.toHaveProperty('statusCode');
  });
});
