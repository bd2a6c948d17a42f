import { acmeInstance } from '../__testUtils__/acmeInstance';
import { PantherSource } from '../tenant/types';
import { InventoryStore } from './InventoryStore';
import { compareReading } from './compareReading';
import { toLogSourceRecord } from '../refresh/toLogSourceRecord';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

function source(
  integrationId: string,
  bucket: string,
  ...prefixes: string[]
): PantherSource {
  return {
    integrationId,
    label: integrationId,
    type: 'aws-s3',
    isEditable: true,
    isHealthy: true,
    logTypes: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    s3: {
      bucket,
      awsAccountId: '111122223333',
      prefixes: prefixes.map(prefix => ({
        prefix,
        logTypes: [],
        excludedPrefixes: [],
      })),
    },
    degradedFields: [],
  };
}

describe.each(databaseIds)(
  'the S3 mappings of the inventory on %s',
  databaseId => {
    const database = createTestDatabase(databaseId);

    async function setup() {
      const knex = await database.empty();
      const store = new InventoryStore(knex);
      return {
        knex,
        store,
        async read(sources: PantherSource[], at = '2026-11-22T10:00:00.000Z') {
          const records = sources.map(one =>
            toLogSourceRecord(one, acmeInstance, [], new Date(at)),
          );
          const stored = await store.listStates('default');
          const changes = compareReading(stored, records, []);
          await store.applyReading('default', changes, {
            startedAt: new Date(at),
            begunAt: at,
            at: new Date(at),
          });
        },
        async find(...buckets: string[]) {
          const found = await store.findS3Mappings(['default'], buckets);
          return found.map(
            ({ integrationId, bucket, prefix }) =>
              `${integrationId} ${bucket}/${prefix}`,
          );
        },
      };
    }

    it('are found by bucket', async () => {
      const { read, find } = await setup();
      await read([
        source('access', 'acme-checkout-logs', 'alb/', 'cdn/'),
        source('audit', 'acme-audit', ''),
        source('bare', 'acme-bare'),
        { ...source('http', 'x'), type: 'http', s3: undefined },
      ]);
      const found = await find('acme-checkout-logs', 'acme-bare', 'acme-none');
      expect(found.sort()).toEqual([
        'access acme-checkout-logs/alb/',
        'access acme-checkout-logs/cdn/',
        'bare acme-bare/undefined',
      ]);
    });

    it('come with what they exclude', async () => {
      const { read, store } = await setup();
      const excludedPrefixes = ['health/', 'alb/*/probe/'];
      const audit = source('audit', 'acme-audit', '');
      audit.s3?.prefixes.push({
        prefix: 'alb/',
        logTypes: [],
        excludedPrefixes,
      });
      const find = async () => {
        const found = await store.findS3Mappings(['default'], ['acme-audit']);
        return found.map(it => [it.prefix, it.excludedPrefixes]);
      };
      const expected = expect.arrayContaining([
        ['', []],
        ['alb/', excludedPrefixes],
      ]);
      await read([audit]);
      await expect(find()).resolves.toEqual(expected);
    });

    it('are those of the instances asked for', async () => {
      const { read, store } = await setup();
      await read([source('audit', 'acme-audit', '')]);
      await expect(
        store.findS3Mappings(['eu'], ['acme-audit']),
      ).resolves.toEqual([]);
    });

    it('follow a configuration that changes, and leave the others alone', async () => {
      const { read, find } = await setup();
      const audit = source('audit', 'acme-audit', '');
      await read([source('access', 'acme-old', 'alb/'), audit]);
      await read([source('access', 'acme-new', 'nlb/'), audit]);
      await expect(find('acme-old', 'acme-new', 'acme-audit')).resolves.toEqual(
        ['access acme-new/nlb/', 'audit acme-audit/'],
      );
    });

    it('are not those of a log source that is gone, until it comes back', async () => {
      const { read, find } = await setup();
      const audit = source('audit', 'acme-audit', '');
      await read([audit]);
      await read([]);
      await expect(find('acme-audit')).resolves.toEqual([]);
      await read([audit]);
      await expect(find('acme-audit')).resolves.toEqual(['audit acme-audit/']);
    });

    it('are forgotten with the log source', async () => {
      const { read, store, knex } = await setup();
      await read([
        source('access', 'acme-logs', ''),
        source('audit', 'acme-audit', ''),
      ]);
      await read([source('audit', 'acme-audit', '')]);
      await store.forgetBefore('2026-11-23T00:00:00.000Z');
      await expect(
        knex('s3_mappings').select('integration_id'),
      ).resolves.toEqual([{ integration_id: 'audit' }]);
    });
  },
);
