import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { LogSource, LogSourceStatus } from 'backstage-plugin-panther-common';
import { ACCESS_LOGS, BILLING_LOGS } from 'panther-test-portal';
import { entity } from './__testUtils__/entity';
import { LogSourceLookup } from '../views/toLogSourceLinks';
import { EntityLogSourcesService } from '../views/EntityLogSourcesService';

const credentials = mockCredentials.user();

/** Integration ids with their state; what is not among them is unknown. */
type Known = Record<string, LogSourceStatus | 'hidden'>;

function inventoryOf(known: Known) {
  return {
    instanceIds: () => ['default', 'eu'],
    findLogSources: jest.fn(async (instance: string, ids: string[]) => ({
      freshness: {
        instance,
        title: 'Acme Security',
        asOf: '2026-11-22T10:00:00.000Z',
        stale: false,
      },
      logSources: new Map(
        ids.flatMap(id => {
          const status = known[id];
          return status && status !== 'hidden'
            ? [[id, logSource(id, status)] as const]
            : [];
        }),
      ),
      hidden: new Set(ids.filter(id => known[id] === 'hidden')),
      unusable: new Map(),
    })),
    findS3Mappings: jest.fn(async () =>
      BILLING_LOGS in known
        ? [
            {
              instance: 'default',
              integrationId: BILLING_LOGS,
              bucket: 'acme-billing-logs',
              prefix: '',
              excludedPrefixes: [],
            },
          ]
        : [],
    ),
  } satisfies LogSourceLookup;
}

function logSource(integrationId: string, status: LogSourceStatus): LogSource {
  return {
    ref: `default:${integrationId}`,
    instance: 'default',
    integrationId,
    label: 'Billing worker logs',
    type: 'aws-s3',
    status,
    statusSince: '2026-11-22T10:00:00.000Z',
    isEditable: true,
    logTypes: [],
    createdAt: '2026-11-22T10:00:00.000Z',
    degradedFields: [],
  };
}

function portalLinkOf(ref: string) {
  return { linkedBy: 'user:default/paula', linkedAt: `linked ${ref}` };
}

async function ask(
  known: Known,
  linked: string[],
  annotations: Record<string, string> = {},
  entityUid = '',
  people = [entity('User:paula', {})],
) {
  const catalog = catalogServiceMock({
    entities: [
      entity('Component:billing-worker', annotations, {
        dependsOn: ['resource:default/none'],
      }),
      ...people,
    ],
  });
  const calls = [
    jest.spyOn(catalog, 'getEntityByRef'),
    jest.spyOn(catalog, 'getEntitiesByRefs'),
  ];
  const findByEntity = jest.fn(async () =>
    linked.map(ref => {
      const [instance = '', integrationId = ''] = ref.split(':');
      return {
        ref: { instance, integrationId },
        portalLink: portalLinkOf(ref),
        entityUid,
      };
    }),
  );
  const inventory = inventoryOf(known);
  const service = new EntityLogSourcesService({
    catalog,
    inventory,
    portalLinks: { findByEntity },
  });
  const answer = await service.getEntityLogSources(
    { kind: 'Component', namespace: 'default', name: 'Billing-Worker' },
    { credentials, visibility: 'all' },
  );
  return { answer, calls, findByEntity, inventory };
}

describe('EntityLogSourcesService, by links of the portal', () => {
  it.each<{ by: string; annotations: Record<string, string> }>([
    { by: 'alone', annotations: {} },
    {
      by: 'beside an annotation',
      annotations: { 'panther.com/log-source-id': 'linked' },
    },
  ])(
    'explains a link that was made for another entity of this name ($by)',
    async ({ annotations }) => {
      const known: Known = { linked: 'healthy' };
      const refs = ['default:linked'];
      const before = await ask(known, refs, annotations);
      const { answer } = await ask(known, refs, annotations, 'another');
      expect(answer.links).toEqual([
        {
          ...before.answer.links[0],
          message:
            'The link in the portal was made for an earlier entity of this name, and gives the owners of this one no rights; unlink the log source and link it again to renew it.',
        },
      ]);
    },
  );

  it('shows who linked a log source and when, with no evidence', async () => {
    const { answer } = await ask({ linked: 'healthy' }, ['default:linked']);
    expect(answer.links).toEqual([
      {
        logSourceRef: 'default:linked',
        origin: 'portal',
        portalLink: portalLinkOf('default:linked'),
        state: 'found',
        logSource: logSource('linked', 'healthy'),
      },
    ]);
  });

  it('does not tell a user whom the caller does not see in the catalog', async () => {
    const { answer } = await ask(
      { linked: 'healthy' },
      ['default:linked'],
      {},
      '',
      [],
    );
    expect(answer.links.map(({ portalLink }) => portalLink)).toEqual([
      { linkedAt: 'linked default:linked' },
    ]);
  });

  it('adds them to the links that have evidence, which keep it, and comes after them', async () => {
    const { answer } = await ask(
      { [ACCESS_LOGS]: 'healthy', [BILLING_LOGS]: 'healthy', linked: 'new' },
      ['default:linked', `default:${BILLING_LOGS}`, `default:${ACCESS_LOGS}`],
      {
        'panther.com/log-source-id': ACCESS_LOGS,
        'panther.com/s3-bucket': 'acme-billing-logs',
      },
    );
    expect(
      answer.links.map(({ origin, evidence, portalLink }) => ({
        origin,
        value: evidence?.value,
        portalLink,
      })),
    ).toEqual([
      {
        origin: 'annotation',
        value: ACCESS_LOGS,
        portalLink: portalLinkOf(`default:${ACCESS_LOGS}`),
      },
      {
        origin: 'bucket',
        value: 'acme-billing-logs',
        portalLink: portalLinkOf(`default:${BILLING_LOGS}`),
      },
      {
        origin: 'portal',
        value: undefined,
        portalLink: portalLinkOf('default:linked'),
      },
    ]);
  });

  it('explains a log source that is gone, forgotten, or of an instance that is no more', async () => {
    const { answer } = await ask({ was: 'gone' }, [
      'default:was',
      'default:forgotten',
      'mars:a',
    ]);
    expect(answer.links).toEqual([
      expect.objectContaining({
        logSourceRef: 'default:was',
        portalLink: portalLinkOf('default:was'),
        state: 'gone',
        logSource: logSource('was', 'gone'),
        message:
          'Panther (Acme Security) has this log source no more: it has been deleted there.',
      }),
      expect.objectContaining({
        logSourceRef: 'default:forgotten',
        state: 'unknown',
        message:
          'Panther (Acme Security) has no log source with this id: it was deleted long ago.',
      }),
      expect.objectContaining({
        logSourceRef: 'mars:a',
        portalLink: portalLinkOf('mars:a'),
        state: 'unknown',
        message:
          "No Panther instance is called 'mars' here any more. Unlink the log source, or have the instance configured again.",
      }),
    ]);
  });

  it('does not tell which hidden log sources are linked, by whom, nor how many', async () => {
    const { answer } = await ask(
      { secret: 'hidden', secrets: 'hidden', linked: 'healthy' },
      ['default:secret', 'default:linked', 'default:secrets'],
    );
    expect(answer.links).toEqual([
      {
        origin: 'portal',
        state: 'hidden',
        message:
          "You may not see every log source that is linked here in the portal; ask your portal's administrators to extend your permission panther.log-source.read.",
      },
      expect.objectContaining({ logSourceRef: 'default:linked' }),
    ]);
  });

  it.each([
    ['annotation', ACCESS_LOGS],
    ['bucket', BILLING_LOGS],
  ])(
    'tells no more of what is hidden than it would by %s alone',
    async (origin, id) => {
      const annotations = {
        'panther.com/log-source-id': ACCESS_LOGS,
        'panther.com/s3-bucket': 'acme-billing-logs',
      };
      const known: Known = {
        [ACCESS_LOGS]: 'hidden',
        [BILLING_LOGS]: 'hidden',
      };
      const { answer } = await ask(known, [`default:${id}`], annotations);
      const { answer: unlinked } = await ask(known, [], annotations);
      expect(answer).toEqual(unlinked);
      expect(answer.links.map(link => link.origin)).toContain(origin);
    },
  );

  it('asks once for the links of the entity, and the catalog no more than otherwise', async () => {
    const { calls, findByEntity, inventory } = await ask({}, [
      'default:a',
      'default:b',
    ]);
    expect(findByEntity.mock.calls).toEqual([
      ['component:default/billing-worker'],
    ]);
    expect(calls.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    expect(inventory.findLogSources.mock.calls).toEqual([
      ['default', ['a', 'b'], { visibility: 'all' }],
    ]);
  });
});
