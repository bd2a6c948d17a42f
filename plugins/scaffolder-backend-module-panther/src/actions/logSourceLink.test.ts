import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  EDGE_LOGS,
  LEDGER_LOGS,
} from 'panther-test-portal';
import { createCheckpoints } from '../__testUtils__/createCheckpoints';
import { runStep } from '../__testUtils__/runStep';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { users } from '../__testUtils__/users';
import { createLogSourceDeleteAction } from './logSourceDelete';
import { createLogSourceLinkAction } from './logSourceLink';

const STOREFRONT = 'component:default/web-storefront';

describe('panther:logSource:link', () => {
  let portal: Portal;
  let action: ReturnType<typeof createLogSourceLinkAction>;

  const storefront = {
    kind: 'component',
    namespace: 'default',
    name: 'web-storefront',
  };
  const refOf = (integrationId: string) => ({
    instance: 'default',
    integrationId,
  });

  beforeAll(async () => {
    portal = await startPortal();
    action = createLogSourceLinkAction(portal);
  });
  afterAll(() => portal.stop());
  beforeEach(async () => {
    for (const integrationId of [ACCESS_LOGS, AUDIT_TRAIL]) {
      await portal.client.unlinkLogSource(storefront, refOf(integrationId));
    }
  });

  async function linksOfStorefront() {
    const { links } = await portal.client.getEntityLogSources(storefront);
    return links.map(({ logSourceRef, portalLink }) => [
      logSourceRef,
      portalLink?.linkedBy,
    ]);
  }

  it('links an entity on behalf of whoever runs the template', async () => {
    await expect(
      runStep(action, {
        input: { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS },
      }),
    ).resolves.toEqual({
      entityRef: STOREFRONT,
      logSourceRef: `default:${ACCESS_LOGS}`,
    });
    await expect(linksOfStorefront()).resolves.toEqual([
      [`default:${ACCESS_LOGS}`, 'user:default/paula'],
    ]);
  });

  it.each(['web-storefront', 'Component:Default/Web-Storefront'])(
    'takes %s for an entity ref',
    async entityRef => {
      const input = { entityRef, logSourceRef: ACCESS_LOGS };
      await expect(runStep(action, { input })).resolves.toMatchObject({
        entityRef: STOREFRONT,
      });
      await expect(linksOfStorefront()).resolves.toHaveLength(1);
    },
  );

  it('fails for what is no entity ref', async () => {
    const input = { entityRef: 'component:', logSourceRef: ACCESS_LOGS };
    await expect(runStep(action, { input })).rejects.toThrow('component:');
  });

  it('takes a link that is there already for done', async () => {
    const input = { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS };
    await runStep(action, { input });
    await runStep(action, { input, taskId: 'another task' });
    await expect(linksOfStorefront()).resolves.toHaveLength(1);
  });

  it.each(['guest', 'stranger'] as const)(
    'refuses the user %s, who may not link',
    async user => {
      const input = { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS };
      await expect(
        runStep(action, { input, credentials: users[user] }),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('panther.'),
      });
      await expect(linksOfStorefront()).resolves.toEqual([]);
    },
  );

  it.each([
    ['an entity', 'component:default/backoffice', ACCESS_LOGS],
    ['a log source', STOREFRONT, LEDGER_LOGS],
  ])(
    'fails for %s that is not there, in a dry run too',
    async (_what, entityRef, logSourceRef) => {
      for (const isDryRun of [false, true]) {
        await expect(
          runStep(action, { input: { entityRef, logSourceRef }, isDryRun }),
        ).rejects.toMatchObject({ name: 'NotFoundError' });
      }
    },
  );

  it('fails for a log source that Panther has no more', async () => {
    await runStep(createLogSourceDeleteAction(portal), {
      input: { logSourceRef: EDGE_LOGS },
    });
    await expect(
      runStep(action, {
        input: { entityRef: STOREFRONT, logSourceRef: EDGE_LOGS },
      }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('no more'),
    });
  });

  it('links nothing in a dry run', async () => {
    const input = { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS };
    await expect(runStep(action, { input, isDryRun: true })).resolves.toEqual({
      entityRef: STOREFRONT,
      logSourceRef: `default:${ACCESS_LOGS}`,
    });
    await expect(linksOfStorefront()).resolves.toEqual([]);
  });

  it('accepts in a dry run the log source that the dry run did not make', async () => {
    const logSourceRef = 'default:00000000-0000-0000-0000-000000000000';
    const input = { entityRef: STOREFRONT, logSourceRef };
    await expect(runStep(action, { input, isDryRun: true })).resolves.toEqual(
      input,
    );
    await expect(runStep(action, { input })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('asks nobody when the task has been cancelled', async () => {
    await expect(
      runStep(action, {
        input: { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS },
        signal: AbortSignal.abort(),
      }),
    ).rejects.toThrow('cancelled');
    await expect(linksOfStorefront()).resolves.toEqual([]);
  });

  it('settles a task that died after it had linked', async () => {
    const checkpoints = createCheckpoints();
    checkpoints.crashNext();
    const input = { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS };
    await expect(runStep(action, { input, checkpoints })).rejects.toThrow(
      'killed',
    );
    await runStep(action, { input, checkpoints });
    await expect(linksOfStorefront()).resolves.toHaveLength(1);
  });

  it('leaves a link that was taken back after it was made', async () => {
    const checkpoints = createCheckpoints();
    const input = { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS };
    await runStep(action, { input, checkpoints });
    await portal.client.unlinkLogSource(storefront, refOf(ACCESS_LOGS));

    await expect(
      runStep(action, { input, checkpoints }),
    ).resolves.toMatchObject({ entityRef: STOREFRONT });
    await expect(linksOfStorefront()).resolves.toEqual([]);
  });

  it('links each one', async () => {
    const checkpoints = createCheckpoints();
    for (const [index, value] of [ACCESS_LOGS, AUDIT_TRAIL].entries()) {
      await runStep(action, {
        input: { entityRef: STOREFRONT, logSourceRef: value },
        checkpoints,
        each: { key: String(index), value },
      });
    }
    await expect(linksOfStorefront()).resolves.toHaveLength(2);
  });
});

describe('panther:logSource:link where writing to Panther is off', () => {
  it('links all the same, since links are kept in the portal', async () => {
    const portal = await startPortal({ manageToken: undefined });
    await expect(
      runStep(createLogSourceLinkAction(portal), {
        input: { entityRef: STOREFRONT, logSourceRef: ACCESS_LOGS },
      }),
    ).resolves.toMatchObject({ entityRef: STOREFRONT });
    await portal.stop();
  });
});
