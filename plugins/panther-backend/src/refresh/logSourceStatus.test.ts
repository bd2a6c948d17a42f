import { LogSourceStatus } from 'backstage-plugin-panther-common';
import { acmeInstance } from '../__testUtils__/acmeInstance';
import { PantherSource } from '../tenant/types';
import { logSourceStatus } from './toLogSourceRecord';

const asOf = new Date('2026-11-22T10:00:00Z');

const accessLogs: PantherSource = {
  integrationId: 'access-logs',
  label: 'Checkout access logs',
  type: 'aws-s3',
  isEditable: true,
  isHealthy: true,
  logTypes: ['AWS.ALB', 'AWS.CloudTrail'],
  createdAt: '2026-01-01T00:00:00.000Z',
  lastEventReceivedAt: '2026-11-22T09:00:00.000Z',
  degradedFields: [],
};

const never = { ...accessLogs, lastEventReceivedAt: undefined };

function statusOf(
  source: PantherSource,
  silence: Partial<typeof acmeInstance.silence> = {},
  known?: LogSourceStatus,
) {
  return logSourceStatus(
    source,
    { ...acmeInstance.silence, ...silence },
    asOf,
    known,
  );
}

describe('logSourceStatus', () => {
  it('is healthy when Panther says so and events come', () => {
    expect(statusOf(accessLogs)).toBe('healthy');
  });

  it('is unhealthy when Panther says so, whatever the events', () => {
    expect(statusOf({ ...accessLogs, isHealthy: false })).toBe('unhealthy');
    expect(statusOf({ ...never, isHealthy: false })).toBe('unhealthy');
  });

  it('is new while no event has ever come', () => {
    expect(statusOf(never)).toBe('new');
  });

  it('is not new when Panther failed to tell the time of the last event', () => {
    expect(
      statusOf({ ...never, degradedFields: ['lastEventReceivedAt'] }),
    ).toBe('healthy');
  });

  it.each([
    ['silent', 'silent'],
    ['new', 'new'],
    ['healthy', 'healthy'],
    ['unhealthy', 'healthy'],
    ['gone', 'healthy'],
  ] as const)(
    'of one that was %s is %s when Panther failed to tell that time',
    (known, expected) => {
      const untold = { ...never, degradedFields: ['lastEventReceivedAt'] };
      expect(statusOf(untold, {}, known)).toBe(expected);
      expect(statusOf({ ...untold, isHealthy: false }, {}, known)).toBe(
        'unhealthy',
      );
      expect(statusOf(accessLogs, {}, known)).toBe('healthy');
    },
  );

  it('is silent after more than the threshold without an event', () => {
    expect(statusOf(accessLogs, { after: { minutes: 60 } })).toBe('healthy');
    expect(statusOf(accessLogs, { after: { minutes: 59 } })).toBe('silent');
  });

  it('takes the shortest threshold of its log types before the general one', () => {
    const logTypes = {
      'AWS.ALB': { hours: 5 },
      'AWS.CloudTrail': { minutes: 30 },
    };
    expect(statusOf(accessLogs, { logTypes })).toBe('silent');
    expect(
      statusOf({ ...accessLogs, logTypes: ['AWS.ALB'] }, { logTypes }),
    ).toBe('healthy');
  });

  it('takes its own threshold before any other', () => {
    expect(
      statusOf(accessLogs, {
        logTypes: { 'AWS.CloudTrail': { minutes: 30 } },
        logSources: { 'access-logs': { hours: 2 } },
      }),
    ).toBe('healthy');
  });
});
