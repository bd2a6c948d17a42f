import { TestDatabases } from '@backstage/backend-test-utils';
import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  LINK_ORIGINS,
  LogSourcePage,
  pantherLogSourceDeletePermission,
  pantherLogSourceReadPermission,
  pantherLogSourceUpdatePermission,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
} from 'backstage-plugin-panther-node';
import { startSandbox, startTestPortal } from 'panther-test-portal';
import {
  LIST_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';
import { storeLogSources } from '../__testUtils__/storeLogSources';

const PAULA = 'user:default/paula';
const PAYMENTS = 'group:default/team-payments';

const { hasType, isLinkedToOwnedEntity, wasCreatedInPortalBy } =
  logSourceConditions;

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('log sources that somebody may change, on %s,', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  let decisions: Record<string, PolicyDecision> = {};

  const authorizeConditional: PermissionsService['authorizeConditional'] =
    async requests =>
      requests.map(
        ({ permission }) =>
          decisions[permission.name] ?? { result: AuthorizeResult.ALLOW },
      );

  beforeAll(async () => {
    sandbox = await startSandbox();
    const knex = await databases.init(databaseId);
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url },
      knex,
      permissions: { authorizeConditional },
    });
    await portal.firstRead();
    await storeLogSources(knex, [
      { id: 'made', label: 'Made one', createdInPortalBy: PAULA },
      {
        id: 'made-gcs',
        label: 'Made two',
        type: 'gcs',
        createdInPortalBy: PAULA,
      },
      {
        id: 'linked',
        label: 'Linked',
        status: 'unhealthy',
        links: [{ origin: 'portal', owners: [PAYMENTS] }],
      },
      {
        id: 'claimed',
        label: 'Claimed',
        links: [{ origin: 'annotation', owners: [PAYMENTS] }],
      },
      { id: 'of-sam', createdInPortalBy: 'user:default/sam' },
    ]);
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    decisions = {
      'panther.log-source.update': createLogSourceConditionalDecision(
        pantherLogSourceUpdatePermission,
        {
          anyOf: [
            isLinkedToOwnedEntity({ claims: [PAYMENTS], origins: ['portal'] }),
            wasCreatedInPortalBy({ claims: [PAULA, PAYMENTS] }),
          ],
        },
      ),
      'panther.log-source.delete': createLogSourceConditionalDecision(
        pantherLogSourceDeletePermission,
        wasCreatedInPortalBy({ claims: [PAULA] }),
      ),
    };
  });

  async function list(query: string): Promise<LogSourcePage> {
    const response = await portal.get(`/log-sources?${query}`).expect(200);
    expectDocumentedAnswer(LIST_ROUTE, response);
    return response.body;
  }

  const idsOf = ({ items }: LogSourcePage) =>
    items.map(({ logSource }) => logSource.integrationId);

  it('are listed, counted and divided without the others', async () => {
    const page = await list('permittedTo=update');
    expect(idsOf(page)).toEqual(['linked', 'made', 'made-gcs']);
    expect(page.total).toBe(3);
    expect(page.facets).toMatchObject({
      type: [
        { value: 'aws-s3', count: 2 },
        { value: 'gcs', count: 1 },
      ],
      status: [
        { value: 'healthy', count: 2 },
        { value: 'unhealthy', count: 1 },
      ],
    });
  });

  it('may be others than those that they may delete', async () => {
    const page = await list('permittedTo=delete');
    expect(idsOf(page)).toEqual(['made', 'made-gcs']);
    expect(page.total).toBe(2);
  });

  it('are not those that only a catalog file ties to what they own, whatever a policy says', async () => {
    for (const permission of [
      pantherLogSourceUpdatePermission,
      pantherLogSourceDeletePermission,
    ]) {
      decisions[permission.name] = createLogSourceConditionalDecision(
        permission,
        isLinkedToOwnedEntity({
          claims: [PAYMENTS],
          origins: [...LINK_ORIGINS],
        }),
      );
    }
    for (const to of ['update', 'delete']) {
      const page = await list(`permittedTo=${to}`);
      expect(idsOf(page)).toEqual(['linked']);
      expect(page.total).toBe(1);
    }
  });

  it('are among those that they see, and fit the other filters', async () => {
    decisions['panther.log-source.read'] = createLogSourceConditionalDecision(
      pantherLogSourceReadPermission,
      hasType({ types: ['aws-s3'] }),
    );
    const page = await list('permittedTo=update');
    expect(idsOf(page)).toEqual(['linked', 'made']);
    await expect(
      list('permittedTo=update&q=made&type=gcs'),
    ).resolves.toMatchObject({ total: 0, items: [] });
  });

  it('are all that they see, where nothing is refused', async () => {
    decisions = {};
    const all = await list('limit=1');
    const permitted = await list('limit=1&permittedTo=update');
    expect(permitted).toMatchObject({ total: all.total, facets: all.facets });
  });

  it('are none, where all is refused', async () => {
    decisions['panther.log-source.update'] = { result: AuthorizeResult.DENY };
    const page = await list('permittedTo=update');
    expect(page).toMatchObject({ items: [], total: 0 });
    expect(Object.values(page.facets ?? {}).flat()).toEqual([]);
    expect(page.freshness).toHaveLength(1);
  });

  it('are asked for in vain by who sees no log source', async () => {
    decisions['panther.log-source.read'] = { result: AuthorizeResult.DENY };
    const response = await portal.get('/log-sources?permittedTo=update');
    expect(response.status).toBe(403);
    expectDocumentedAnswer(LIST_ROUTE, response);
  });

  it('come in pages, whose cursors are for the same question only', async () => {
    const first = await list('permittedTo=update&limit=2');
    expect(idsOf(first)).toEqual(['linked', 'made']);
    expect(first.total).toBe(3);
    const second = await list(
      `permittedTo=update&limit=2&cursor=${first.nextCursor}`,
    );
    expect(idsOf(second)).toEqual(['made-gcs']);
    expect(second).toMatchObject({ total: 3 });
    expect(second).not.toHaveProperty('nextCursor');
    for (const other of ['', '&permittedTo=delete']) {
      const refused = await portal.get(
        `/log-sources?limit=2&cursor=${first.nextCursor}${other}`,
      );
      expect(refused.status).toBe(400);
    }
  });

  it('are asked for by what there is to do', async () => {
    const refused = await portal.get('/log-sources?permittedTo=read');
    expect(refused.status).toBe(400);
    expectDocumentedAnswer(LIST_ROUTE, refused);
  });
});
