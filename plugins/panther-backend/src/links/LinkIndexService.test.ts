import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  BILLING_LOGS,
  billingLogs,
  billingWorker,
  checkoutApi,
  demoEntities,
  ledger,
  LEDGER_LOGS,
} from 'panther-test-portal';
import { entity } from './__testUtils__/entity';
import {
  countWrites,
  putS3Source,
  setupLinkIndex,
} from './__testUtils__/setupLinkIndex';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';

const DEMO_LINKS = [
  `component:default/billing-worker bucket default:${BILLING_LOGS}`,
  `component:default/checkout-api annotation default:${ACCESS_LOGS}`,
  `component:default/checkout-api annotation default:${AUDIT_TRAIL}`,
  `component:default/ledger annotation default:${LEDGER_LOGS}`,
  `resource:default/billing-logs bucket default:${BILLING_LOGS}`,
];

describe.each(databaseIds)('LinkIndexService on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  const setup = async () => setupLinkIndex(await database.empty());

  it('links entities by annotation, by bucket and by the bucket of a resource, to what is gone as well', async () => {
    const { pass, links, logger } = await setup();
    await pass(demoEntities);
    await expect(links()).resolves.toEqual(DEMO_LINKS);
    expect(logger.info).toHaveBeenCalledWith(
      'Compared the link index with 4 catalog entities',
      {
        links: 5,
        portalLinks: 0,
        awsAccounts: 0,
        unreadableEntities: 0,
        written: 9,
        removed: 0,
        durationMs: expect.any(Number),
      },
    );
  });

  it('says where it read a link', async () => {
    const { pass, knex } = await setup();
    await pass(demoEntities);
    const rows = await knex('links')
      .where('entity_ref', 'component:default/billing-worker')
      .select('evidence');
    expect(rows.map(({ evidence }) => JSON.parse(evidence))).toEqual([
      {
        entityRef: 'resource:default/billing-logs',
        annotation: 'panther.com/s3-bucket',
        value: 'acme-billing-logs',
      },
    ]);
  });

  it('takes what an entity tells itself before what its resources tell', async () => {
    const { pass, knex } = await setup();
    await pass([
      {
        ...billingWorker,
        metadata: {
          ...billingWorker.metadata,
          annotations: { 'panther.com/s3-bucket': 'acme-billing-logs/eu' },
        },
      },
      billingLogs,
    ]);
    const rows = await knex('links')
      .where('entity_ref', 'component:default/billing-worker')
      .select('evidence');
    expect(rows.map(({ evidence }) => JSON.parse(evidence).value)).toEqual([
      'acme-billing-logs/eu',
    ]);
  });

  it('keeps the owners of linked entities, and of no others', async () => {
    const { pass, owners } = await setup();
    const unmatched = entity(
      'Component:idle',
      { 'panther.com/s3-bucket': 'acme-none' },
      { ownedBy: ['group:default/team-storefront'] },
    );
    await pass([...demoEntities, unmatched]);
    await expect(owners()).resolves.toEqual([
      'component:default/billing-worker group:default/team-payments',
      'component:default/checkout-api group:default/team-payments',
      'component:default/ledger group:default/team-payments',
      'resource:default/billing-logs group:default/team-payments',
    ]);
  });

  it('links an entity twice to a log source that is found in two ways', async () => {
    const { pass, links } = await setup();
    await pass([
      entity('Component:billing-worker', {
        'panther.com/log-source-id': BILLING_LOGS,
        'panther.com/s3-bucket': 'acme-billing-logs',
      }),
    ]);
    await expect(links()).resolves.toEqual([
      `component:default/billing-worker annotation default:${BILLING_LOGS}`,
      `component:default/billing-worker bucket default:${BILLING_LOGS}`,
    ]);
  });

  it('links to configured instances only', async () => {
    const { pass, links } = await setup();
    await pass([
      entity('Component:a', { 'panther.com/log-source-id': 'eu:x, mars:y' }),
    ]);
    await expect(links()).resolves.toEqual([
      'component:default/a annotation eu:x',
    ]);
  });

  it('knows the AWS accounts that the catalog names', async () => {
    const { pass, awsAccounts } = await setup();
    const accounts = [
      entity('Resource:a', { 'amazonaws.com/account-id': '111122223333' }),
      entity('Resource:b', {
        'aws.amazon.com/arn': 'arn:aws:sqs:eu-west-1:444455556666:orders',
      }),
      entity('Resource:c', { 'amazonaws.com/arn': 'arn:aws:s3:::acme-data' }),
    ];
    await pass(accounts);
    await expect(awsAccounts()).resolves.toEqual([
      '111122223333',
      '444455556666',
    ]);
    await pass(accounts.slice(1));
    await expect(awsAccounts()).resolves.toEqual(['444455556666']);
  });

  it('asks the catalog as itself, for annotated entities and who depends on them, and for few fields', async () => {
    const { serviceOn, auth } = await setup();
    const catalog = catalogServiceMock({ entities: demoEntities });
    const streamEntities = jest.spyOn(catalog, 'streamEntities');
    const getEntitiesByRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
    await serviceOn(catalog).update(new AbortController().signal);

    const credentials = await auth.getOwnServiceCredentials();
    expect(streamEntities.mock.calls).toEqual([
      [
        expect.objectContaining({ pageSize: 500, totalItems: 'exclude' }),
        { credentials },
      ],
    ]);
    const [[request] = []] = streamEntities.mock.calls;
    const fields = [
      'kind',
      'metadata.namespace',
      'metadata.name',
      'metadata.uid',
      'relations',
      'metadata.annotations.panther.com/log-source-id',
      'metadata.annotations.panther.com/s3-bucket',
      'metadata.annotations.amazonaws.com/arn',
      'metadata.annotations.aws.amazon.com/arn',
      'metadata.annotations.amazon.com/s3-bucket-arn',
      'metadata.annotations.amazonaws.com/account-id',
      'metadata.annotations.amazon.com/account-id',
      'metadata.annotations.aws.amazon.com/account-id',
    ];
    expect(request?.fields).toEqual(fields);
    expect(request?.query).toEqual({
      $any: fields.slice(5).map(field => ({ [field]: { $exists: true } })),
    });
    expect(getEntitiesByRefs.mock.calls).toEqual([
      [
        { entityRefs: ['component:default/billing-worker'], fields },
        { credentials },
      ],
    ]);
  });

  it('makes a pass whenever the scheduler has it do so', async () => {
    const { serviceOn, scheduler, links } = await setup();
    const catalog = catalogServiceMock({ entities: demoEntities });
    await serviceOn(catalog).schedule();
    await scheduler.triggerTask('update-link-index');
    await expect(links()).resolves.toEqual(DEMO_LINKS);
  });

  describe('after a first pass', () => {
    const setupIndex = async () => {
      const index = await setup();
      await index.pass(demoEntities);
      return index;
    };

    it('writes nothing where nothing changed', async () => {
      const { knex, pass, logger } = await setupIndex();
      await expect(countWrites(knex, () => pass(demoEntities))).resolves.toBe(
        0,
      );
      expect(logger.debug).toHaveBeenCalledWith(
        'Compared the link index with 4 catalog entities',
        expect.objectContaining({ links: 5, written: 0, removed: 0 }),
      );
    });

    it('forgets the links of an annotation that is gone, and their owners', async () => {
      const { pass, links, owners } = await setupIndex();
      await pass([checkoutApi, billingWorker, billingLogs]);
      await expect(links()).resolves.not.toContain(DEMO_LINKS[3]);
      await expect(links()).resolves.toHaveLength(4);
      await expect(owners()).resolves.toHaveLength(3);
    });

    it('follows an entity to its new owner, writing nothing else', async () => {
      const { knex, pass, owners } = await setupIndex();
      const moved = entity(
        'Component:ledger',
        { 'panther.com/log-source-id': LEDGER_LOGS },
        { ownedBy: ['group:default/team-storefront'] },
      );
      const writes = await countWrites(knex, () =>
        pass(demoEntities.map(one => (one === ledger ? moved : one))),
      );
      // The transaction, one row less, one row more, and the version of the inventory.
      expect(writes).toBe(4);
      await expect(owners()).resolves.toContain(
        'component:default/ledger group:default/team-storefront',
      );
      await expect(owners()).resolves.not.toContain(
        'component:default/ledger group:default/team-payments',
      );
    });

    it('follows the evidence', async () => {
      const { knex, pass } = await setupIndex();
      const named = entity('Resource:billing-logs', {
        'panther.com/s3-bucket': 'acme-billing-logs/app',
      });
      await pass(demoEntities.map(one => (one === billingLogs ? named : one)));
      const rows = await knex('links').where('origin', 'bucket').select();
      expect(rows.map(({ evidence }) => JSON.parse(evidence).value)).toEqual([
        'acme-billing-logs/app',
      ]);
    });

    it('follows what log sources read, and those that are gone', async () => {
      const { knex, pass, links } = await setupIndex();
      await putS3Source(knex, 'second', 'acme-billing-logs', ['app/']);
      await pass(demoEntities);
      await expect(links()).resolves.toContain(
        'component:default/billing-worker bucket default:second',
      );
      await knex('log_sources')
        .where('integration_id', BILLING_LOGS)
        .update({ status: 'gone' });
      await pass(demoEntities);
      const left = await links();
      expect(left.filter(link => link.includes(' bucket '))).toEqual([
        'component:default/billing-worker bucket default:second',
        'resource:default/billing-logs bucket default:second',
      ]);
    });

    it('finds one difference among more rows than it reads at once', async () => {
      const { knex, pass, links } = await setupIndex();
      const many = Array.from({ length: 1_200 }, (_, index) =>
        entity(`Component:c${index}`, { 'panther.com/log-source-id': 'one' }),
      );
      await pass(many);
      await expect(links()).resolves.toHaveLength(1_200);
      const but = many.filter((_, index) => index !== 777);
      // The transaction, one row less, and the version of the inventory.
      await expect(countWrites(knex, () => pass(but))).resolves.toBe(3);
      await expect(links()).resolves.toHaveLength(1_199);
      await expect(countWrites(knex, () => pass(but))).resolves.toBe(0);
    });
  });
});
