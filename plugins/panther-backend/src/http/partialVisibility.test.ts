import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { pantherLogSourceReadPermission } from 'backstage-plugin-panther-common';
import {
  createLogSourceConditionalDecision,
  logSourceConditions,
} from 'backstage-plugin-panther-node';
import { Knex } from 'knex';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  BILLING_LOGS,
  LEDGER_LOGS,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';
import {
  ENTITY_ROUTE,
  HISTORY_ROUTE,
  LOG_SOURCE_ROUTE,
  LOG_TYPES_ROUTE,
  expectDocumentedAnswer,
} from '../__testUtils__/expectDocumentedAnswer';
import { storeLogSources } from '../__testUtils__/storeLogSources';

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] }).eachSupportedId(),
)('who may read some log sources, on %s,', databaseId => {
  const databases = TestDatabases.create({ ids: [databaseId] });
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  let knex: Knex;

  /** The audit trail and others, but neither the access logs nor the billing logs. */
  const someLogSources = createLogSourceConditionalDecision(
    pantherLogSourceReadPermission,
    logSourceConditions.hasLogType({ logTypes: ['AWS.CloudTrail'] }),
  );

  beforeAll(async () => {
    sandbox = await startSandbox();
    knex = await databases.init(databaseId);
    portal = await startTestPortal({
      panther: { apiUrl: sandbox.url },
      knex,
      permissions: { authorizeConditional: async () => [someLogSources] },
    });
    await portal.firstRead();
    await storeLogSources(knex, [
      { id: LEDGER_LOGS, status: 'gone' },
      { id: 'seen-gone', status: 'gone', logTypes: ['AWS.CloudTrail'] },
      { id: 'hidden-unusable' },
    ]);
    await knex('unusable_rows').insert(
      ['hidden-unusable', 'never-usable'].map(id => ({
        instance: 'default',
        integration_id: id,
        reason: 'label: must be text',
      })),
    );
  });
  afterAll(() => sandbox.stop());

  it.each([
    [LOG_SOURCE_ROUTE, ''],
    [HISTORY_ROUTE, '/history'],
  ])('sees those by %s, and no others', async (route, end) => {
    const seen = await portal
      .get(`/log-sources/default/${AUDIT_TRAIL}${end}`)
      .expect(200);
    expectDocumentedAnswer(route, seen);
    await portal.get(`/log-sources/default/seen-gone${end}`).expect(200);

    for (const id of [
      ACCESS_LOGS,
      'hidden-unusable',
      'never-usable',
      LEDGER_LOGS,
      'not-there',
    ]) {
      const response = await portal
        .get(`/log-sources/default/${id}${end}`)
        .expect(404);
      expectDocumentedAnswer(route, response);
      expect(response.body.error.message).toBe(
        `Panther (Acme Security) has no log source with the id '${id}', or you may not see it.`,
      );
    }
  });

  it('learns that other links of an entity are hidden', async () => {
    const response = await portal.logSourcesOf('checkout-api').expect(200);
    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body.links).toEqual([
      {
        logSourceRef: `default:${ACCESS_LOGS}`,
        origin: 'annotation',
        evidence: expect.objectContaining({ value: ACCESS_LOGS }),
        state: 'hidden',
        message:
          "You may not see this log source; ask your portal's administrators to extend your permission panther.log-source.read.",
      },
      expect.objectContaining({
        logSourceRef: `default:${AUDIT_TRAIL}`,
        state: 'found',
      }),
    ]);
  });

  it('does not learn the ref of a hidden log source that an entity does not name', async () => {
    const response = await portal.logSourcesOf('billing-worker').expect(200);
    expectDocumentedAnswer(ENTITY_ROUTE, response);
    expect(response.body.links).toEqual([
      {
        origin: 'bucket',
        evidence: expect.objectContaining({ value: 'acme-billing-logs' }),
        state: 'hidden',
        message:
          "You may not see every log source that reads this bucket; ask your portal's administrators to extend your permission panther.log-source.read.",
      },
    ]);
    expect(response.text).not.toContain(BILLING_LOGS);
  });

  it('does not learn that a hidden log source is gone', async () => {
    const response = await portal.logSourcesOf('ledger').expect(200);
    expect(response.body.links).toEqual([
      expect.objectContaining({
        logSourceRef: `default:${LEDGER_LOGS}`,
        state: 'hidden',
      }),
    ]);
    expect(response.body.links[0]).not.toHaveProperty('logSource');
  });

  it('lists and counts those only', async () => {
    const ofCloudTrail = await knex('log_source_log_types as sent')
      .join('log_sources as source', {
        'source.instance': 'sent.instance',
        'source.integration_id': 'sent.integration_id',
      })
      .where('sent.log_type', 'AWS.CloudTrail')
      .whereNot('source.status', 'gone')
      .pluck('source.integration_id');
    expect(ofCloudTrail.length).toBeGreaterThan(1);

    const { body: first } = await portal.get('/log-sources?limit=1');
    const { body: rest } = await portal.get(
      `/log-sources?limit=1&cursor=${first.nextCursor}`,
    );
    const { body: all } = await portal.get('/log-sources?limit=100');
    const { body: instances } = await portal.get('/instances');

    expect(
      all.items
        .map(
          (item: { logSource: { integrationId: string } }) =>
            item.logSource.integrationId,
        )
        .sort(),
    ).toEqual([...ofCloudTrail].sort());
    expect(rest.items).toEqual([all.items[1]]);
    for (const { total } of [first, rest, all]) {
      expect(total).toBe(ofCloudTrail.length);
    }
    expect(first.facets.instance).toEqual([
      { value: 'default', count: ofCloudTrail.length },
    ]);
    const { gone, ...others } = instances.items[0].statusCounts;
    expect(gone).toBe(1);
    expect(
      Object.values<number>(others).reduce((sum, count) => sum + count, 0),
    ).toBe(ofCloudTrail.length);
  });

  it('may ask for log types', async () => {
    const response = await portal.get('/log-types/default');
    expect(response.status).toBe(200);
    expectDocumentedAnswer(LOG_TYPES_ROUTE, response);
  });

  it('gets the same answer for a hidden log source as for none while Panther is down', async () => {
    await knex('instance_reads').update({
      problem: JSON.stringify({ code: 'unreachable', message: 'It is down.' }),
    });
    for (const id of [ACCESS_LOGS, 'hidden-unusable', 'not-there']) {
      const response = await portal
        .get(`/log-sources/default/${id}`)
        .expect(404);
      expectDocumentedAnswer(LOG_SOURCE_ROUTE, response);
      expect(response.body.error.message).toMatch(
        `no log source with the id '${id}', or you may not see it`,
      );
    }
    await portal.get(`/log-sources/default/${AUDIT_TRAIL}`).expect(200);
    await knex('instance_reads').update({ problem: null });
  });

  it('is decided on one by one for the permission backend', async () => {
    const { body } = await portal
      .post('/.well-known/backstage/permissions/apply-conditions')
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: [ACCESS_LOGS, `default:${AUDIT_TRAIL}`, 'not-there'].map(id => ({
          id,
          resourceRef: id,
          resourceType: someLogSources.resourceType,
          conditions: someLogSources.conditions,
        })),
      })
      .expect(200);
    expect(body.items.map(({ result }: { result: string }) => result)).toEqual([
      'DENY',
      'ALLOW',
      'DENY',
    ]);
  });
});
