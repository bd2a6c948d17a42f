import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  LINK_ORIGINS,
  pantherLogSourceReadPermission,
  RESOURCE_TYPE_PANTHER_LOG_SOURCE,
  S3SourceSettingsAnswer,
} from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
} from 'backstage-plugin-panther-node';
import { ACCESS_LOGS, AUDIT_TRAIL, EDGE_LOGS } from 'panther-test-portal';
import { startDemoPortal } from './__testUtils__/startDemoPortal';
import { waitUntil } from './__testUtils__/waitUntil';
import demoPermissionModule from './demoPermissionModule';

/** The scheduler looks for triggered tasks every five seconds. */
const INDEX_LIMIT_MS = 60_000;

/** Paula's team owns the checkout API, whose annotation names two log sources; Sam's runs Panther. */
const PAYMENTS = 'group:default/team-payments';
const SECURITY = 'group:default/security';

const NEW_LABEL = 'Renamed by Paula';

/** Lets everybody read all, and change and delete what is linked in any way to what they own. */
const trustfulPolicy: PermissionPolicy = {
  async handle({ permission }, user) {
    const claims = user?.info.ownershipEntityRefs ?? [];
    return claims.includes(SECURITY) ||
      permission.name === pantherLogSourceReadPermission.name ||
      !isResourcePermission(permission, RESOURCE_TYPE_PANTHER_LOG_SOURCE)
      ? { result: AuthorizeResult.ALLOW }
      : createLogSourceConditionalDecision(
          permission,
          logSourceConditions.isLinkedToOwnedEntity({
            claims,
            origins: [...LINK_ORIGINS],
          }),
        );
  },
};

const trustfulPermissionModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'trustful-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(trustfulPolicy);
      },
    });
  },
});

interface Attempt {
  what: string;
  method: 'GET' | 'PUT' | 'DELETE';
  path: (id: string) => string;
  permission: string;
}

const settingsPath = (id: string) => `/s3-sources/default/${id}`;
const sourcePath = (id: string) => `/log-sources/default/${id}`;
const preview = (path: string) => `${path}?dryRun=true`;

const update = 'panther.log-source.update';
const remove = 'panther.log-source.delete';

/** In the order in which they can all succeed. */
const attempts: Attempt[] = [
  {
    what: 'read the settings',
    method: 'GET',
    path: settingsPath,
    permission: update,
  },
  {
    what: 'preview a change',
    method: 'PUT',
    path: id => preview(settingsPath(id)),
    permission: update,
  },
  {
    what: 'make a change',
    method: 'PUT',
    path: settingsPath,
    permission: update,
  },
  {
    what: 'preview the deletion',
    method: 'DELETE',
    path: id => preview(sourcePath(id)),
    permission: remove,
  },
  {
    what: 'make the deletion',
    method: 'DELETE',
    path: sourcePath,
    permission: remove,
  },
];

describe.each([
  { policy: 'the policy of the demo', permissionModule: demoPermissionModule },
  {
    policy: 'a policy that counts links of every origin',
    permissionModule: trustfulPermissionModule,
  },
])('by $policy, whoever owns an entity', ({ permissionModule }) => {
  let portal: Awaited<ReturnType<typeof startDemoPortal>>;

  beforeAll(async () => {
    portal = await startDemoPortal({ permissionModule });
    await portal.updateLinkIndex();
    await waitUntil(
      'the annotations were in the link index',
      INDEX_LIMIT_MS,
      async () => {
        const { body } = await portal.ask(
          'paula',
          'GET',
          `/log-sources?owner=${PAYMENTS}`,
        );
        const ids: string[] = body.items.map(
          (item: { logSource: { integrationId: string } }) =>
            item.logSource.integrationId,
        );
        return ids.includes(ACCESS_LOGS) && ids.includes(AUDIT_TRAIL);
      },
    );
  });
  afterAll(() => portal.stop());

  /** What Paula is answered who sends what would be right. */
  async function attempt({ method, path }: Attempt, id: string) {
    const asSam = await portal.ask('sam', 'GET', settingsPath(id));
    const { settings, revision = '' }: S3SourceSettingsAnswer = asSam.body;
    const { awsAccountId: _account, bucket: _bucket, ...others } = settings;
    return portal.ask('paula', method, path(id), {
      body: method === 'PUT' ? { ...others, label: NEW_LABEL } : undefined,
      headers: { 'if-match': revision },
    });
  }

  /** What Paula is told, and what is there afterwards. */
  async function attemptInVain(one: Attempt, id: string) {
    const { status, body } = await attempt(one, id);
    const after = await portal.ask('sam', 'GET', sourcePath(id));
    const { logSource } = after.body;
    return {
      status,
      message: body.error?.message,
      isKept: logSource.label !== NEW_LABEL && logSource.status !== 'gone',
    };
  }

  const refusalOf = ({ permission }: Attempt) => ({
    status: 403,
    message: expect.stringContaining(permission),
    isKept: true,
  });

  const linkTo = (entity: string, id: string) =>
    `/entities/component/default/${entity}/links/default/${id}`;

  it.each(attempts)(
    'may not $what of what only its annotation names',
    async one => {
      expect(await attemptInVain(one, ACCESS_LOGS)).toEqual(refusalOf(one));
      expect(await attemptInVain(one, AUDIT_TRAIL)).toEqual(refusalOf(one));
    },
  );

  it('may not link what only its annotation names', async () => {
    const { status, body } = await portal.ask(
      'paula',
      'PUT',
      linkTo('checkout-api', ACCESS_LOGS),
    );
    expect(status).toBe(403);
    expect(body.error.message).toBe(
      "You may not change this log source, and so not link it; ask your portal's administrators for the permission panther.log-source.update.",
    );
  });

  describe('and has had a log source linked to it in the portal', () => {
    beforeAll(async () => {
      for (const [entity, id] of [
        ['checkout-api', ACCESS_LOGS],
        // Which is of another team.
        ['web-storefront', EDGE_LOGS],
      ] as const) {
        await portal.ask('sam', 'PUT', linkTo(entity, id));
      }
    });

    it('may link that one to what else they own, and no other', async () => {
      const linked = await portal.ask(
        'paula',
        'PUT',
        linkTo('billing-worker', ACCESS_LOGS),
      );
      expect(linked.status).toBe(204);
      for (const id of [AUDIT_TRAIL, EDGE_LOGS]) {
        const refused = await portal.ask(
          'paula',
          'PUT',
          linkTo('checkout-api', id),
        );
        expect(refused.status).toBe(403);
      }
    });

    it.each(attempts)('may $what of that one, and of no other', async one => {
      const { status } = await attempt(one, ACCESS_LOGS);
      expect(status).toBe(200);
      expect(await attemptInVain(one, AUDIT_TRAIL)).toEqual(refusalOf(one));
      expect(await attemptInVain(one, EDGE_LOGS)).toEqual(refusalOf(one));
    });
  });
});
