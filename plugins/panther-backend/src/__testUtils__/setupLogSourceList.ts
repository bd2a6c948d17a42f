import { mockCredentials } from '@backstage/backend-test-utils';
import { LogSourcePage } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { ListLogSourcesQuery } from '../views/LogSourceService';
import { createTestPanther } from './createTestPanther';
import { StoredLogSource, storeLogSources } from './storeLogSources';
import { LogSourceVisibility } from '../inventory/types';

export const PAYMENTS = 'group:default/team-payments';
export const PLATFORM = 'group:default/platform';

/** Log sources of two instances, and one of an instance that is no longer configured. */
const fleet: StoredLogSource[] = [
  {
    id: 'access-logs',
    label: 'Checkout access logs',
    logTypes: ['AWS.ALB', 'AWS.S3ServerAccess'],
    bucket: 'acme-checkout-logs',
    awsAccountId: '111122223333',
    createdAt: '2026-01-02T00:00:00.000Z',
    lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
    links: [{ origin: 'annotation', owners: [PAYMENTS] }],
  },
  {
    id: 'audit-trail',
    label: 'Checkout audit trail',
    status: 'unhealthy',
    logTypes: ['AWS.CloudTrail'],
    bucket: 'acme-checkout-audit',
    awsAccountId: '111122223333',
    createdAt: '2026-01-01T00:00:00.000Z',
    lastEventReceivedAt: '2026-11-22T04:00:00.000Z',
    links: [
      { origin: 'bucket', owners: [PAYMENTS, PLATFORM] },
      { origin: 'annotation', owners: [PAYMENTS] },
    ],
  },
  {
    id: 'billing',
    label: 'billing worker 100%_logs!',
    status: 'silent',
    logTypes: ['Custom.BillingWorker'],
    bucket: 'acme-billing-logs',
    awsAccountId: '444455556666',
    createdAt: '2026-01-03T00:00:00.000Z',
    lastEventReceivedAt: '2026-11-20T00:00:00.000Z',
    links: [{ origin: 'bucket', owners: [PLATFORM] }],
  },
  {
    id: 'okta',
    label: 'Okta',
    type: 'okta',
    status: 'new',
    createdAt: '2026-01-04T00:00:00.000Z',
  },
  {
    id: 'zürich',
    label: 'Zürich DNS',
    instance: 'eu',
    type: 'http',
    logTypes: ['AWS.ALB'],
    createdAt: '2026-01-05T00:00:00.000Z',
    lastEventReceivedAt: '2026-11-22T09:00:00.000Z',
  },
  {
    id: 'ledger',
    label: 'Ledger',
    status: 'gone',
    bucket: 'acme-ledger-logs',
    awsAccountId: '444455556666',
    createdAt: '2026-01-06T00:00:00.000Z',
  },
  { id: 'elsewhere', instance: 'no-longer-configured' },
];

const byDefault = { sort: 'label', limit: 20 } as const;

/** The service over a database that has some log sources; what it gets from elsewhere is mocked. */
export async function setupLogSourceList(
  knex: Knex,
  stored: StoredLogSource[] = fleet,
) {
  await storeLogSources(knex, stored);
  const panther = createTestPanther(knex);
  const findReasons = jest
    .spyOn(panther.sideReads, 'findReasons')
    .mockResolvedValue(
      new Map([
        [
          'default:audit-trail',
          [{ kind: 'SOURCE', title: 'No access', raisedAt: '2026-11-22' }],
        ],
      ]),
    );
  const findLinkedEntities = jest
    .spyOn(panther.linkedEntities, 'findLinkedEntities')
    .mockImplementation(
      async refs =>
        new Map(
          refs.map(({ instance, integrationId }) => [
            `${instance}:${integrationId}`,
            { linkedEntities: [], otherLinkedEntities: 3 },
          ]),
        ),
    );
  return {
    sideReads: { findReasons },
    linkedEntities: { findLinkedEntities },
    list: (
      query: Partial<ListLogSourcesQuery> = {},
      visibility: LogSourceVisibility = 'all',
    ) =>
      panther.logSources.listLogSources(
        { ...byDefault, ...query },
        { visibility, credentials: mockCredentials.user() },
      ),
  };
}

/** The integration ids of a page, in its order. */
export function idsOf({ items }: LogSourcePage): string[] {
  return items.map(({ logSource }) => logSource.integrationId);
}
