import { ACCESS_LOGS } from 'panther-test-portal';
import { setupPortalLinks, STOREFRONT } from './__testUtils__/setupPortalLinks';
import { askCatalog } from './EntityReader';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';

const never = () => new Promise<never>(() => {});

describe('asking the catalog', () => {
  const database = createTestDatabase();

  beforeEach(() => {
    const startTimeout = AbortSignal.timeout.bind(AbortSignal);
    jest
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation(ms => startTimeout(ms / 100));
  });
  afterEach(() => jest.restoreAllMocks());

  it('resolves to what it answers', async () => {
    await expect(askCatalog('the weather', async () => 'fine')).resolves.toBe(
      'fine',
    );
  });

  it('keeps its status and its body to itself', async () => {
    await expect(
      askCatalog('the weather', async () => {
        throw Object.assign(new Error('no'), { name: 'NotAllowedError' });
      }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^The catalog could not be asked for the weather/,
      ),
    });
  });

  it('is given up after 30 seconds', async () => {
    await expect(askCatalog('the weather', never)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'The catalog did not answer within 30 seconds when it was asked for the weather; try again in a moment.',
    });
  });

  it.each(['link', 'unlink'] as const)(
    'is given up by who wants to %s an entity',
    async operation => {
      const index = await setupPortalLinks(await database.empty());
      jest.spyOn(index.catalog, 'getEntityByRef').mockImplementation(never);
      await expect(
        index[operation](STOREFRONT, ACCESS_LOGS),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining(STOREFRONT),
      });
    },
  );
});
