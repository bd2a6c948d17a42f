import { LogType } from 'backstage-plugin-panther-common';
import { stopClock } from '../refresh/__testUtils__/setUpRefresh';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';
import { createTestPanther } from '../__testUtils__/createTestPanther';

const at = '2026-11-22T10:00:00.000Z';
const unreachable = { code: 'unreachable', message: 'Down.' } as const;

function named(...names: string[]): LogType[] {
  return names.map(name => ({ name, isManaged: true }));
}

describe.each(databaseIds)('LogTypesService on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup() {
    const knex = await database.empty();
    const { store, sideReads, logTypes: service } = createTestPanther(knex);
    if (knex.client.config.client === 'pg') {
      // One that orders by the rules of a language, as most servers' own does.
      await knex.raw(
        'alter table log_types alter column name type varchar(255) collate "en-x-icu"',
      );
    }
    return {
      store,
      sideReads,
      service,
      keep: (...logTypes: LogType[]) =>
        sideReads.replaceLogTypes('default', { at, logTypes }),
      async names(q?: string, limit = 100): Promise<string[]> {
        const { items } = await service.listLogTypes('default', { q, limit });
        return items.map(({ name }) => name);
      },
      async freshness() {
        const list = await service.listLogTypes('default', { limit: 1 });
        return list.freshness;
      },
    };
  }

  beforeEach(stopClock);
  afterEach(() => jest.useRealTimers());

  it('tells what is known of each log type', async () => {
    const { keep, service } = await setup();
    await keep(
      {
        name: 'AWS.CloudTrail',
        description: 'Calls of the AWS API',
        isManaged: true,
        referenceUrl: 'https://docs.example.com/cloudtrail',
      },
      { name: 'Custom.BillingWorker', isManaged: false },
    );
    const { items } = await service.listLogTypes('default', { limit: 100 });
    expect(items).toEqual([
      {
        name: 'AWS.CloudTrail',
        description: 'Calls of the AWS API',
        isManaged: true,
        referenceUrl: 'https://docs.example.com/cloudtrail',
      },
      { name: 'Custom.BillingWorker', isManaged: false },
    ]);
  });

  it('finds part of a name in any case', async () => {
    const { keep, names } = await setup();
    await keep(...named('AWS.ALB', 'AWS.CloudTrail', 'GCP.AuditLog'));
    await expect(names('cloudTR')).resolves.toEqual(['AWS.CloudTrail']);
    await expect(names('aws.')).resolves.toEqual(['AWS.ALB', 'AWS.CloudTrail']);
    await expect(names('azure')).resolves.toEqual([]);
    await expect(names('')).resolves.toHaveLength(3);
  });

  it.each(['%', '_', '\\', "'", '?'])('takes %s as it is', async character => {
    const { keep, names } = await setup();
    await keep(...named('Custom.Plain', `Custom.A${character}b`));
    await expect(names(`a${character}B`)).resolves.toEqual([
      `Custom.A${character}b`,
    ]);
  });

  it('sorts by name in any case, and tells the total past the limit', async () => {
    const { keep, names, service } = await setup();
    await keep(
      ...named('Custom.b', 'AWS.ALB', 'custom.A', 'Custom.a', 'Custom_c'),
    );
    const sorted = ['AWS.ALB', 'Custom.a', 'custom.A', 'Custom.b', 'Custom_c'];
    await expect(names()).resolves.toEqual(sorted);
    await expect(names('', 2)).resolves.toEqual(sorted.slice(0, 2));
    await expect(
      service.listLogTypes('default', { q: 'custom', limit: 1 }),
    ).resolves.toMatchObject({ items: [{ name: 'Custom.a' }], total: 4 });
    await expect(
      service.listLogTypes('default', { q: 'azure', limit: 1 }),
    ).resolves.toMatchObject({ items: [], total: 0 });
  });

  it('keeps instances apart, and names those there are', async () => {
    const { keep, service } = await setup();
    await keep(...named('AWS.ALB'));
    await expect(
      service.listLogTypes('eu', { limit: 1 }),
    ).resolves.toMatchObject({ items: [], total: 0 });
    await expect(
      service.listLogTypes('us', { limit: 1 }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        "No Panther instance is called 'us'; configured are default, eu.",
    });
  });

  it('says that there has been no read, and what kept it from being', async () => {
    const { store, freshness } = await setup();
    await expect(freshness()).resolves.toEqual({
      instance: 'default',
      title: 'Acme Security',
      consoleUrl: 'https://acme.runpanther.net',
      asOf: undefined,
      stale: true,
      problem: {
        code: 'notReadYet',
        message:
          'The log types of Panther (Acme Security) have not been read yet; they show up here once they have.',
      },
    });

    await store.noteRead('default', { attemptedAt: at, problem: unreachable });
    await expect(freshness()).resolves.toMatchObject({ problem: unreachable });
  });

  it('is fresh for three hours after a read, whatever became of the log sources', async () => {
    const { store, keep, freshness } = await setup();
    await keep(...named('AWS.ALB'));
    await store.noteRead('default', { attemptedAt: at, problem: unreachable });

    jest.setSystemTime(new Date('2026-11-22T13:00:00Z'));
    await expect(freshness()).resolves.toMatchObject({
      asOf: at,
      stale: false,
      problem: undefined,
    });

    jest.setSystemTime(new Date('2026-11-22T13:00:00.001Z'));
    await expect(freshness()).resolves.toMatchObject({
      asOf: at,
      stale: true,
      problem: unreachable,
    });
  });

  it('is stale, and says why, as soon as a read failed', async () => {
    const { sideReads, keep, freshness } = await setup();
    await keep(...named('AWS.ALB'));
    const problem = { code: 'permissionMissing', message: 'No.' } as const;
    await sideReads.noteFailure('default', 'logTypes', { at, problem });
    await expect(freshness()).resolves.toMatchObject({
      asOf: at,
      stale: true,
      problem,
    });
  });
});
