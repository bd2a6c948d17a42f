import { mockServices } from '@backstage/backend-test-utils';
import { parseLogSourceRef } from 'backstage-plugin-panther-common';
import { startSandbox } from 'panther-test-portal';
import { acmeInstance } from '../__testUtils__/acmeInstance';
import { TenantClient } from '../tenant/TenantClient';
import { SideReads } from './SideReads';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';
import { createTestPanther } from '../__testUtils__/createTestPanther';

const AUDIT_TRAIL = 'default:a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';

describe('side reads of a tenant', () => {
  const database = createTestDatabase();
  const stops = new Array<() => Promise<void>>();

  afterEach(async () => {
    for (const stop of stops.splice(0)) {
      await stop();
    }
  });

  async function setup(apiToken: string) {
    const sandbox = await startSandbox();
    const knex = await database.empty();
    const logger = mockServices.logger.mock();
    const instance = {
      ...acmeInstance,
      apiToken,
      restUrl: sandbox.url,
      graphqlUrl: `${sandbox.url}/public/graphql`,
    };
    const client = TenantClient.fromConfig(instance, { logger });
    stops.push(
      () => client.close(),
      () => sandbox.stop(),
    );
    const panther = createTestPanther(knex, {
      targets: [{ instance, client }],
      logger,
    });
    const sideReadStore = panther.sideReads;
    return {
      sandbox,
      logger,
      sideReadStore,
      logTypes: panther.logTypes,
      sideReads: new SideReads({
        instance,
        client,
        store: sideReadStore,
        logger,
      }),
      async describeInstance() {
        const { items } = await panther.instances.listInstances({
          visibility: 'all',
        });
        return items[0];
      },
    };
  }

  it('tell why a log source is unhealthy, what it may send, and what the token may do', async () => {
    const { sideReads, sideReadStore, logTypes, describeInstance, logger } =
      await setup('sandbox-token');
    await sideReads.run();

    const reasons = await sideReadStore.findReasons([
      parseLogSourceRef(AUDIT_TRAIL),
    ]);
    expect(reasons.get(AUDIT_TRAIL)).toEqual([
      {
        kind: expect.stringMatching(/^SOURCE_/),
        title: expect.stringMatching(/\w/),
        raisedAt: expect.stringMatching(/Z$/),
      },
    ]);
    await expect(
      logTypes.listLogTypes('default', { q: 'cloudtrail', limit: 5 }),
    ).resolves.toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ name: 'AWS.CloudTrail', isManaged: true }),
      ]),
      freshness: { stale: false, problem: undefined },
    });
    await expect(describeInstance()).resolves.toMatchObject({
      token: { permissions: expect.arrayContaining(['LogSourceRead']) },
      limitations: [],
    });
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('say what a token that only sees log sources keeps them from', async () => {
    const { sideReads, describeInstance } = await setup('sandbox-read-token');
    await sideReads.run();
    await expect(describeInstance()).resolves.toMatchObject({
      token: { permissions: ['LogSourceRead'] },
      limitations: [
        {
          about: 'reasons',
          message: expect.stringMatching(
            /^Panther \(Acme Security\) does not let the token in panther\.apiToken .*; give it .*\.$/,
          ),
        },
      ],
    });
  });

  it('recover by themselves from a tenant that fails once', async () => {
    const { sandbox, sideReads, sideReadStore, describeInstance } = await setup(
      'sandbox-token',
    );
    sandbox.orderFault({ path: '/alerts', times: 1, status: 500 });
    await sideReads.run();
    const failed = await describeInstance();
    expect(failed?.limitations).toMatchObject([{ about: 'reasons' }]);

    await sideReads.run();
    const recovered = await describeInstance();
    expect(recovered?.limitations).toEqual([]);
    const ref = parseLogSourceRef(AUDIT_TRAIL);
    await expect(sideReadStore.findReasons([ref])).resolves.toHaveProperty(
      'size',
      1,
    );
  });
});
