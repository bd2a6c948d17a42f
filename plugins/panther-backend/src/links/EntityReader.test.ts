import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityReader } from './EntityReader';

const credentials = mockCredentials.user();
const somebodyElse = mockCredentials.user('user:default/sam');

const billingWorker = {
  kind: 'component',
  namespace: 'default',
  name: 'billing-worker',
};

function entity(kind: string, name: string, dependsOn: string[] = []): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
  };
}

function component(dependsOn: string[]): Entity {
  return entity('Component', 'billing-worker', dependsOn);
}

const logs = entity('Resource', 'billing-logs');
const archive = entity('Resource', 'billing-archive');
const paula = entity('User', 'paula');

function setup() {
  const catalog = catalogServiceMock.mock();
  const reader = new EntityReader({ catalog });
  /** What the catalog has for the caller from now on. */
  const see = (...entities: Entity[]) => {
    const known = catalogServiceMock({ entities });
    catalog.getEntityByRef.mockImplementation((ref, options) =>
      known.getEntityByRef(ref, options),
    );
    catalog.getEntitiesByRefs.mockImplementation((request, options) =>
      known.getEntitiesByRefs(request, options),
    );
  };
  const look = async (
    options: { userRefs?: string[]; caller?: typeof credentials } = {},
  ) => {
    catalog.getEntityByRef.mockClear();
    catalog.getEntitiesByRefs.mockClear();
    const { userRefs = [], caller = credentials } = options;
    const read = await reader.read(billingWorker, { credentials: caller });
    const around = await reader.readSurroundings(read, {
      userRefs,
      credentials: caller,
    });
    return {
      resources: around.resources.map(({ metadata }) => metadata.name),
      userRefs: [...around.userRefs],
    };
  };
  const calls = () => [
    ...catalog.getEntityByRef.mock.calls,
    ...catalog.getEntitiesByRefs.mock.calls,
  ];
  return { catalog, see, look, calls };
}

describe('EntityReader', () => {
  it('asks for what was around an entity along with it, the next time, as whoever looks then', async () => {
    const { see, look, calls } = setup();
    see(component(['resource:default/billing-logs']), logs, paula);
    const first = await look({ userRefs: ['user:default/paula'] });
    expect(calls()).toHaveLength(2);

    expect(
      await look({ userRefs: ['user:default/paula'], caller: somebodyElse }),
    ).toEqual(first);
    expect(first).toEqual({
      resources: ['billing-logs'],
      userRefs: ['user:default/paula'],
    });
    expect(calls()).toEqual([
      [
        {
          entityRefs: [
            'component:default/billing-worker',
            'resource:default/billing-logs',
            'user:default/paula',
          ],
        },
        { credentials: somebodyElse },
      ],
    ]);
  });

  it('knows nothing of what was there for somebody else', async () => {
    const { see, look } = setup();
    const worker = component(['resource:default/billing-logs']);
    see(worker, logs, paula);
    await look({ userRefs: ['user:default/paula'] });

    see(worker);
    expect(
      await look({ userRefs: ['user:default/paula'], caller: somebodyElse }),
    ).toEqual({ resources: [], userRefs: [] });
  });

  it('asks for what has come to be around an entity, and leaves out what no longer is', async () => {
    const { see, look, calls } = setup();
    see(component(['resource:default/billing-logs']), logs, archive);
    await look();

    see(component(['resource:default/billing-archive']), logs, archive);
    expect((await look()).resources).toEqual(['billing-archive']);
    expect(calls()).toEqual([
      [
        {
          entityRefs: [
            'component:default/billing-worker',
            'resource:default/billing-logs',
          ],
        },
        { credentials },
      ],
      [{ entityRefs: ['resource:default/billing-archive'] }, { credentials }],
    ]);

    expect((await look()).resources).toEqual(['billing-archive']);
    expect(calls()).toHaveLength(1);
  });

  it('expects nothing around an entity that has nothing around it any more', async () => {
    const { see, look, catalog } = setup();
    see(component(['resource:default/billing-logs']), logs);
    await look();
    see(component([]));
    await look();
    await look();

    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('says that an entity is not there, or hidden, as it would the first time', async () => {
    const { see, look } = setup();
    see(component(['resource:default/billing-logs']), logs);
    await look();

    see(logs);
    await expect(look({ caller: somebodyElse })).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        'The catalog has no component:default/billing-worker, or you may not see it.',
    });
  });

  it("does not pass off the catalog's failure as its own answer", async () => {
    const { see, look, catalog } = setup();
    see(component(['resource:default/billing-logs']), logs);
    await look();

    catalog.getEntitiesByRefs.mockRejectedValue(new Error('Bad Request'));
    await expect(look()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'The catalog could not be asked for component:default/billing-worker',
      ),
    });
  });
});
