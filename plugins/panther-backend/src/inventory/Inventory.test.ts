import { storeLogSources } from '../__testUtils__/storeLogSources';
import { LogSourceVisibility } from './types';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';
import { createTestPanther } from '../__testUtils__/createTestPanther';

const onlyOkta: LogSourceVisibility = { property: 'type', values: ['okta'] };

describe.each(databaseIds)('Inventory on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  async function setup(reasons = {}) {
    const knex = await database.empty();
    await storeLogSources(knex, [
      { id: 'okta', type: 'okta' },
      { id: 'access-logs' },
      { id: 'ledger', status: 'gone' },
    ]);
    for (const [id, reason] of Object.entries(reasons)) {
      await knex('unusable_rows').insert({
        instance: 'default',
        integration_id: id,
        reason,
      });
    }
    return createTestPanther(knex);
  }

  async function find(visibility: LogSourceVisibility, reasons = {}) {
    const { inventory } = await setup(reasons);
    const { logSources, hidden, unusable } = await inventory.findLogSources(
      'default',
      ['okta', 'access-logs', 'ledger', 'unread', 'never-there'],
      { visibility },
    );
    return {
      seen: [...logSources.keys()].sort(),
      hidden: [...hidden].sort(),
      unusable: Object.fromEntries(unusable),
    };
  }

  it('hides nothing from who may see all', async () => {
    await expect(find('all')).resolves.toEqual({
      seen: ['access-logs', 'ledger', 'okta'],
      hidden: [],
      unusable: {},
    });
  });

  it('tells hidden log sources from those that are not there, and not by what became of them', async () => {
    await expect(find(onlyOkta)).resolves.toEqual({
      seen: ['okta'],
      hidden: ['access-logs', 'ledger'],
      unusable: {},
    });
  });

  it('hides what never could be read from who sees a part, since nothing says whether it is in it', async () => {
    const reasons = { unread: 'label: is 1', 'access-logs': 'label: is 2' };
    await expect(find('all', reasons)).resolves.toMatchObject({
      hidden: [],
      unusable: {
        unread:
          "Panther's entry for this log source cannot be read: label: is 1.",
      },
    });
    await expect(find(onlyOkta, reasons)).resolves.toEqual({
      seen: ['okta'],
      hidden: ['access-logs', 'ledger', 'unread'],
      unusable: {},
    });
  });

  it('says the same of everything that is missing where a row has no usable id', async () => {
    const { unusable } = await find(onlyOkta, { '': 'integrationId: is 3' });
    const sentence =
      "Panther's entry for this log source cannot be read: integrationId: is 3.";
    expect(unusable).toEqual({
      'access-logs': sentence,
      ledger: sentence,
      unread: sentence,
      'never-there': sentence,
    });
  });

  describe('asked for one log source', () => {
    const READ_AT = '2026-11-22T10:00:00.000Z';
    const unread = { unread: 'label: is 1' };

    async function get(
      integrationId: string,
      visibility: LogSourceVisibility,
      { reasons = {}, isRead = true } = {},
    ) {
      const { inventory, store } = await setup(reasons);
      if (isRead) {
        await store.noteRead('default', { succeededAt: READ_AT });
      }
      return inventory.getLogSource(
        { instance: 'default', integrationId },
        { visibility },
      );
    }

    it('gives it with how old it is', async () => {
      await expect(get('okta', onlyOkta)).resolves.toMatchObject({
        logSource: { integrationId: 'okta' },
        freshness: { instance: 'default', asOf: READ_AT },
      });
    });

    it('says the same of one that is hidden as of one that is not there', async () => {
      for (const id of ['access-logs', 'never-there', 'unread']) {
        await expect(
          get(id, onlyOkta, { reasons: unread }),
        ).rejects.toMatchObject({
          name: 'NotFoundError',
          message: `Panther (Acme Security) has no log source with the id '${id}', or you may not see it.`,
        });
      }
      await expect(get('never-there', 'all')).rejects.toMatchObject({
        name: 'NotFoundError',
        message:
          "Panther (Acme Security) has no log source with the id 'never-there'.",
      });
    });

    it('does not know whether there is one that never could be read, for who may see all', async () => {
      await expect(
        get('unread', 'all', { reasons: unread }),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message:
          "Panther's entry for this log source cannot be read: label: is 1.",
      });
    });

    it('does not know of any before the instance has been read', async () => {
      for (const visibility of ['all', onlyOkta] as const) {
        await expect(
          get('never-there', visibility, { isRead: false }),
        ).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
          message: expect.stringContaining('has not been read yet'),
        });
      }
    });

    it('knows no instance that is not configured', async () => {
      const { inventory } = await setup();
      await expect(
        inventory.getLogSource(
          { instance: 'us', integrationId: 'okta' },
          { visibility: 'all' },
        ),
      ).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringContaining("'us'"),
      });
    });
  });
});
