import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  LINK_ORIGINS,
  pantherLogSourceReadPermission,
  pantherPermissions,
  RESOURCE_TYPE_PANTHER_LOG_SOURCE,
  S3SourceInput,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
} from 'backstage-plugin-panther-node';
import { ACCESS_LOGS, AUDIT_TRAIL } from 'panther-test-portal';
import {
  SERVICE_TOKEN,
  startDemoPortal,
} from './__testUtils__/startDemoPortal';

const CHECKOUT_API = '/entities/component/default/checkout-api';

/** Paula may do everything, Guest everything but one thing, and Sam owns an entity of another team. */
const DENIED = 'user:default/guest';
const OTHER_OWNER = 'user:default/sam';
const OTHER_TEAM = 'group:default/security';

const newSource: S3SourceInput = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
};

interface Route {
  /** In the OpenAPI document. */
  operation: string;
  permission: string;
  /** Another one that is needed. */
  alsoNeeded?: string;
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  body?: object;
  headers?: Record<string, string>;
  /** What who may do everything is answered. */
  allowed: number;
  /** What who owns another entity is answered. */
  otherOwner: number;
}

const READ = pantherLogSourceReadPermission.name;

const { awsAccountId: _account, bucket: _bucket, ...newSettings } = newSource;

const asPreview = (operation: string) => `${operation} as a preview`;

const routes: Route[] = [
  {
    operation: 'GetEntityLogSources',
    permission: READ,
    method: 'get',
    path: `${CHECKOUT_API}/log-sources`,
    allowed: 200,
    // With links that are hidden.
    otherOwner: 200,
  },
  {
    operation: 'ListLogSources',
    permission: READ,
    method: 'get',
    path: '/log-sources',
    allowed: 200,
    // Which are none.
    otherOwner: 200,
  },
  {
    operation: 'GetLogSource',
    permission: READ,
    method: 'get',
    path: `/log-sources/default/${ACCESS_LOGS}`,
    allowed: 200,
    otherOwner: 404,
  },
  {
    operation: 'GetLogSourceHistory',
    permission: READ,
    method: 'get',
    path: `/log-sources/default/${ACCESS_LOGS}/history`,
    allowed: 200,
    otherOwner: 404,
  },
  {
    operation: 'ListLogTypes',
    permission: READ,
    method: 'get',
    path: '/log-types/default',
    allowed: 200,
    otherOwner: 200,
  },
  {
    operation: 'ListInstances',
    permission: READ,
    method: 'get',
    path: '/instances',
    allowed: 200,
    otherOwner: 200,
  },
  {
    operation: 'RefreshInstance',
    permission: 'panther.instance.refresh',
    method: 'post',
    path: '/instances/default/refresh',
    allowed: 202,
    otherOwner: 202,
  },
  {
    operation: 'CreateS3Source',
    permission: 'panther.log-source.create',
    method: 'post',
    path: '/s3-sources/default?dryRun=true',
    body: newSource,
    allowed: 200,
    otherOwner: 200,
  },
  {
    operation: 'CreateS3Source',
    permission: 'panther.log-source.create',
    method: 'post',
    path: '/s3-sources/default',
    body: newSource,
    allowed: 201,
    // There is nothing yet that somebody could own.
    otherOwner: 201,
  },
  {
    operation: 'GetS3Source',
    permission: 'panther.log-source.update',
    method: 'get',
    path: `/s3-sources/default/${ACCESS_LOGS}`,
    allowed: 200,
    otherOwner: 404,
  },
  {
    operation: 'UpdateS3Source',
    permission: 'panther.log-source.update',
    method: 'put',
    path: `/s3-sources/default/${ACCESS_LOGS}?dryRun=true`,
    body: newSettings,
    allowed: 200,
    otherOwner: 404,
  },
  {
    operation: 'UpdateS3Source',
    permission: 'panther.log-source.update',
    method: 'put',
    path: `/s3-sources/default/${ACCESS_LOGS}`,
    body: newSettings,
    allowed: 200,
    otherOwner: 404,
  },
  {
    operation: 'LinkLogSource',
    permission: 'panther.link.create',
    // A link can let others change the log source.
    alsoNeeded: 'panther.log-source.update',
    method: 'put',
    path: `${CHECKOUT_API}/links/default/${ACCESS_LOGS}`,
    allowed: 204,
    otherOwner: 403,
  },
  {
    operation: 'UnlinkLogSource',
    permission: 'panther.link.delete',
    method: 'delete',
    path: `${CHECKOUT_API}/links/default/${ACCESS_LOGS}`,
    allowed: 204,
    otherOwner: 403,
  },
  {
    operation: 'DeleteLogSource',
    permission: 'panther.log-source.delete',
    method: 'delete',
    path: `/log-sources/default/${AUDIT_TRAIL}?dryRun=true`,
    allowed: 200,
    otherOwner: 404,
  },
  {
    operation: 'DeleteLogSource',
    permission: 'panther.log-source.delete',
    method: 'delete',
    path: `/log-sources/default/${AUDIT_TRAIL}`,
    allowed: 200,
    otherOwner: 404,
  },
];

describe('who may do what', () => {
  /** What Guest may not. */
  let deniedPermission = '';
  let portal: Awaited<ReturnType<typeof startPortal>>;

  async function decide(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const person = user?.info.userEntityRef;
    if (person === DENIED && permission.name === deniedPermission) {
      return { result: AuthorizeResult.DENY };
    }
    if (person === OTHER_OWNER) {
      if (isResourcePermission(permission, RESOURCE_TYPE_PANTHER_LOG_SOURCE)) {
        return createLogSourceConditionalDecision(
          permission,
          logSourceConditions.isLinkedToOwnedEntity({
            claims: [OTHER_TEAM],
            origins: [...LINK_ORIGINS],
          }),
        );
      }
      if (
        permission.name.startsWith('panther.link.') &&
        isResourcePermission(permission, 'catalog-entity')
      ) {
        return createCatalogConditionalDecision(
          permission,
          catalogConditions.isEntityOwner({ claims: [OTHER_TEAM] }),
        );
      }
    }
    return { result: AuthorizeResult.ALLOW };
  }

  async function startPortal() {
    const demo = await startDemoPortal({
      permissionModule: createBackendModule({
        pluginId: 'permission',
        moduleId: 'matrix-policy',
        register(env) {
          env.registerInit({
            deps: { policy: policyExtensionPoint },
            async init({ policy }) {
              policy.setPolicy({ handle: decide });
            },
          });
        },
      }),
    });

    function ask(
      {
        method,
        path,
        body,
        headers = {},
      }: Pick<Route, 'method' | 'path' | 'body' | 'headers'>,
      token?: string,
    ) {
      const asked = demo[method](path).set(headers);
      if (token) {
        asked.set('Authorization', `Bearer ${token}`);
      }
      return body ? asked.send(body) : asked;
    }

    return { ask, tokenOf: demo.tokenOf, stop: demo.stop };
  }

  let made = 0;

  /** The same once more, so that nothing but a permission can be in its way. */
  async function anew(route: Route): Promise<Route> {
    if (route.operation === 'CreateS3Source') {
      // What was created is there already.
      made += 1;
      const label = `${newSource.label} ${made}`;
      const bucket = `${newSource.bucket}-${made}`;
      return { ...route, body: { ...newSource, label, bucket } };
    }
    if (route.operation === 'UpdateS3Source') {
      const current = await portal.ask(
        { method: 'get', path: `/s3-sources/default/${ACCESS_LOGS}` },
        await portal.tokenOf('paula'),
      );
      return { ...route, headers: { 'If-Match': current.body.revision } };
    }
    return route;
  }

  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.stop());
  beforeEach(() => {
    deniedPermission = '';
  });

  it('is told for every route that the document has', async () => {
    const { body } = await portal.ask(
      { method: 'get', path: '/openapi.json' },
      await portal.tokenOf('paula'),
    );
    const operations = Object.values<
      Record<string, { operationId?: string; parameters?: object[] }>
    >(body.paths)
      .flatMap(methods => Object.values(methods))
      .flatMap(({ operationId, parameters }) => {
        const hasPreview = JSON.stringify(parameters ?? []).includes('dryRun');
        return operationId
          ? [operationId, ...(hasPreview ? [asPreview(operationId)] : [])]
          : [];
      });

    expect(
      routes
        .map(({ operation, path }) =>
          path.endsWith('?dryRun=true') ? asPreview(operation) : operation,
        )
        .sort(),
    ).toEqual(operations.sort());
  });

  it('is told for every permission there is', () => {
    expect(
      [...new Set(routes.map(({ permission }) => permission))].sort(),
    ).toEqual(pantherPermissions.map(({ name }) => name).sort());
  });

  it.each(['update', 'delete'])(
    'is told for what one may %s, which may be nothing',
    async permittedTo => {
      deniedPermission = `panther.log-source.${permittedTo}`;
      const list = {
        method: 'get',
        path: `/log-sources?permittedTo=${permittedTo}`,
      } as const;
      const denied = await portal.ask(list, await portal.tokenOf('guest'));
      const allowed = await portal.ask(list, await portal.tokenOf('paula'));
      expect(denied.status).toBe(200);
      expect(denied.body).toMatchObject({ total: 0, items: [] });
      expect(allowed.body.total).toBeGreaterThan(0);
    },
  );

  describe.each(routes)('$operation ($path)', route => {
    // Nobody changes what they may not see.
    const needed = [
      route.permission,
      ...(route.operation === 'RefreshInstance' ? [] : [READ]),
      ...(route.alsoNeeded ? [route.alsoNeeded] : []),
    ];

    it('refuses who has no credentials', async () => {
      const { status, body } = await portal.ask(route);
      expect(status).toBe(401);
      expect(body.error.name).toBe('AuthenticationError');
    });

    it.each(pantherPermissions.map(({ name }) => name))(
      'asks for its permissions and for no other when %s is denied',
      async denied => {
        deniedPermission = denied;
        const { status, body } = await portal.ask(
          await anew(route),
          await portal.tokenOf('guest'),
        );
        const isNeeded = needed.includes(denied);
        expect(status).toBe(isNeeded ? 403 : route.allowed);
        expect(body.error?.message ?? '').toContain(isNeeded ? denied : '');
      },
    );

    it(`answers who owns another entity with ${route.otherOwner}`, async () => {
      const answer = await portal.ask(
        await anew(route),
        await portal.tokenOf('sam'),
      );
      expect(answer.status).toBe(route.otherOwner);
      expect(answer.text ?? '').not.toContain('acme-checkout-logs');
    });

    it(`answers who is allowed it with ${route.allowed}`, async () => {
      const { status } = await portal.ask(
        await anew(route),
        await portal.tokenOf('paula'),
      );
      expect(status).toBe(route.allowed);
    });

    it('answers a service', async () => {
      const { status } = await portal.ask(await anew(route), SERVICE_TOKEN);
      expect(status).toBe(route.allowed);
    });
  });
});
