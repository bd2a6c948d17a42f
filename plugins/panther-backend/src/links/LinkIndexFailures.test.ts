import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { BILLING_LOGS, checkoutApi, demoEntities } from 'panther-test-portal';
import { entity } from './__testUtils__/entity';
import { countWrites, setupLinkIndex } from './__testUtils__/setupLinkIndex';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const never = new AbortController().signal;

describe.each(databaseIds)('a pass of the link index on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setupIndex() {
    const index = await setupLinkIndex(await database.empty());
    await index.pass(demoEntities);
    return index;
  }

  it('changes nothing when the catalog breaks off, and says so in a sentence', async () => {
    const { knex, serviceOn, logger } = await setupIndex();
    const catalog = catalogServiceMock.mock({
      async *streamEntities() {
        yield [checkoutApi];
        throw new Error('Request failed with 503 - no upstream');
      },
    });
    const writes = await countWrites(knex, () =>
      serviceOn(catalog).update(never),
    );
    expect(writes).toBe(0);
    expect(logger.warn.mock.calls).toEqual([
      [
        'The link index stays as it was until the next pass: The catalog could not be asked for the entities that have links; caused by Error: Request failed with 503 - no upstream.',
      ],
    ]);
  });

  it('changes nothing when the catalog does not tell who depends on a bucket', async () => {
    const { knex, serviceOn, logger } = await setupIndex();
    const catalog = catalogServiceMock({ entities: demoEntities.slice(1) });
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValue(new Error('down'));
    const writes = await countWrites(knex, () =>
      serviceOn(catalog).update(never),
    );
    expect(writes).toBe(0);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'The catalog could not be asked for the entities that depend on buckets',
      ),
    );
  });

  it('writes all of its differences or none', async () => {
    const { knex, pass, links, logger } = await setupIndex();
    const before = await links();
    // The accounts are written last.
    await knex.schema.alterTable('catalog_aws_accounts', table => {
      table.string('region').notNullable();
    });
    await pass([
      checkoutApi,
      entity('Resource:a', { 'amazonaws.com/account-id': '111122223333' }),
    ]);
    await expect(links()).resolves.toEqual(before);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    const [[message = ''] = []] = logger.warn.mock.calls;
    expect(message).toMatch(/region/);
    expect(message).not.toMatch(/insert into/);
  });

  it('does not wait for a catalog that hangs once it is to stop', async () => {
    const { knex, serviceOn, logger } = await setupIndex();
    const controller = new AbortController();
    const catalog = catalogServiceMock.mock({
      async *streamEntities() {
        yield [checkoutApi];
        controller.abort();
        await new Promise(() => {});
      },
    });
    const writes = await countWrites(knex, () =>
      serviceOn(catalog).update(controller.signal),
    );
    expect(writes).toBe(0);
    expect(logger.warn.mock.calls).toEqual([
      [
        'The link index stays as it was until the next pass: this one was stopped before its end.',
      ],
    ]);
  });

  it('asks the catalog nothing once it is to stop', async () => {
    const { serviceOn } = await setupIndex();
    const read = jest.fn();
    const catalog = catalogServiceMock.mock({
      async *streamEntities() {
        read();
        yield [];
      },
    });
    await serviceOn(catalog).update(AbortSignal.abort());
    expect(read).not.toHaveBeenCalled();
  });

  it('takes back what it has written when it is to stop amid its writing', async () => {
    const { knex, serviceOn, links } = await setupIndex();
    const before = await links();
    const controller = new AbortController();
    knex.on('query', ({ sql }) => {
      if (sql.startsWith('insert')) {
        controller.abort();
      }
    });
    const more = Array.from({ length: 600 }, (_, index) =>
      entity(`Component:c${index}`, { 'panther.com/log-source-id': 'one' }),
    );
    const catalog = catalogServiceMock({
      entities: [...demoEntities, ...more],
    });
    await serviceOn(catalog).update(controller.signal);
    await expect(links()).resolves.toEqual(before);
  });

  it('leaves out what a database could not hold, and keeps the rest', async () => {
    const { pass, links, owners, logger } = await setupIndex();
    const long = 'x'.repeat(256);
    const ids = ['a'.repeat(101), 'a\0b', 'half \ud83d', 'fine'];
    await pass([
      entity(
        'Component:a',
        {
          'panther.com/log-source-id': ids.join(),
          'panther.com/s3-bucket': `acme\0, ${long}, acme-billing-logs`,
        },
        { ownedBy: [`group:default/${long}`, 'user:default/sam'] },
      ),
      entity(`Component:${long}`, { 'panther.com/log-source-id': 'fine' }),
    ]);
    await expect(links()).resolves.toEqual([
      'component:default/a annotation default:fine',
      `component:default/a bucket default:${BILLING_LOGS}`,
    ]);
    await expect(owners()).resolves.toEqual([
      'component:default/a user:default/sam',
    ]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('is not spoilt by an entity that makes no sense', async () => {
    const { pass, links, logger } = await setupIndex();
    const annotations = JSON.parse('{"panther.com/log-source-id":5}');
    await pass([entity('Component:odd', annotations), checkoutApi]);
    await expect(links()).resolves.toHaveLength(2);
    expect(logger.info).toHaveBeenLastCalledWith(
      expect.any(String),
      expect.objectContaining({ unreadableEntities: 1 }),
    );
  });
});
