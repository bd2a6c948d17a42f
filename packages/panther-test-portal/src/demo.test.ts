import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  billingLogs,
  billingWorker,
  checkoutApi,
  ledger,
  LEDGER_LOGS,
  webStorefront,
} from './demo';

const OF_PAYMENTS = {
  type: 'ownedBy',
  targetRef: 'group:default/team-payments',
};

describe('the entities of the demo', () => {
  it('name the log sources that the tests name', () => {
    const named = [checkoutApi, ledger, webStorefront].map(
      ({ metadata }) => metadata.annotations?.['panther.com/log-source-id'],
    );
    expect(named).toEqual([
      `${ACCESS_LOGS}, ${AUDIT_TRAIL}`,
      LEDGER_LOGS,
      undefined,
    ]);
  });

  it('have the relations that the catalog would add', () => {
    expect(billingWorker.relations).toEqual([
      OF_PAYMENTS,
      { type: 'dependsOn', targetRef: 'resource:default/billing-logs' },
    ]);
    expect(billingLogs.relations).toEqual([
      { type: 'dependencyOf', targetRef: 'component:default/billing-worker' },
      OF_PAYMENTS,
    ]);
    expect(webStorefront.relations).toEqual([
      { type: 'ownedBy', targetRef: 'group:default/team-storefront' },
    ]);
  });
});
