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

  async function find(visibility: LogSourceVisibility, reasons = {}) {
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
    const { inventory } = createTestPanther(knex);
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
});
