import { mockServices } from '@backstage/backend-test-utils';
import { acmeInstance } from '../__testUtils__/acmeInstance';
import { TenantError } from '../tenant/errors';
import { PantherSource, SourceList } from '../tenant/types';
import { InstanceReader } from './InstanceReader';

const accessLogs: PantherSource = {
  integrationId: 'access-logs',
  label: 'Checkout access logs',
  type: 'aws-s3',
  isEditable: true,
  isHealthy: true,
  logTypes: ['AWS.ALB'],
  createdAt: '2026-01-01T00:00:00.000Z',
  degradedFields: [],
};

const fleet: SourceList = {
  sources: [accessLogs],
  rejected: [],
  unavailableFields: [],
};

const unreachable = new TenantError(
  'unreachable',
  'Panther cannot be reached.',
  {
    instance: 'default',
    asked: 'list the log sources',
  },
);

describe('InstanceReader', () => {
  const listSources = jest.fn<Promise<SourceList>, []>();
  const logger = mockServices.logger.mock();

  function createReader() {
    return InstanceReader.create({
      instance: acmeInstance,
      client: { listSources },
      logger,
      waitMs: 50,
    });
  }

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-22T10:00:00Z') });
    jest.resetAllMocks();
  });
  afterEach(() => jest.useRealTimers());

  it('asks Panther once for all the views that look at the same time', async () => {
    listSources.mockResolvedValue(fleet);
    const reader = createReader();

    const [one, other] = await Promise.all([
      reader.findLogSources(['access-logs']),
      reader.findLogSources(['missing']),
    ]);

    expect(listSources).toHaveBeenCalledTimes(1);
    expect(one.logSources.get('access-logs')).toMatchObject({
      label: 'Checkout access logs',
    });
    expect(other.logSources.size).toBe(0);
    expect(other.freshness).toEqual({
      instance: 'default',
      title: 'Acme Security',
      consoleUrl: 'https://acme.runpanther.net',
      asOf: '2026-11-22T10:00:00.000Z',
      stale: false,
      problem: undefined,
    });
  });

  it('asks again once the answer is older than it is kept', async () => {
    listSources.mockResolvedValue(fleet);
    const reader = createReader();
    await reader.findLogSources([]);
    jest.setSystemTime(new Date('2026-11-22T10:00:04Z'));
    await reader.findLogSources([]);
    expect(listSources).toHaveBeenCalledTimes(1);

    jest.setSystemTime(new Date('2026-11-22T10:00:06Z'));
    const { freshness } = await reader.findLogSources([]);

    expect(listSources).toHaveBeenCalledTimes(2);
    expect(freshness.asOf).toBe('2026-11-22T10:00:06.000Z');
  });

  it('says why nothing is known when Panther has never answered', async () => {
    listSources.mockRejectedValue(unreachable);

    const { freshness } = await createReader().findLogSources(['access-logs']);

    expect(freshness).toEqual({
      instance: 'default',
      title: 'Acme Security',
      consoleUrl: 'https://acme.runpanther.net',
      asOf: undefined,
      stale: true,
      problem: { code: 'unreachable', message: 'Panther cannot be reached.' },
    });
  });

  it('does not ask a failing Panther again for every view', async () => {
    listSources.mockRejectedValue(unreachable);
    const reader = createReader();
    await reader.findLogSources([]);
    await reader.findLogSources([]);
    expect(listSources).toHaveBeenCalledTimes(1);
  });

  it('keeps what it knew when Panther fails, and recovers', async () => {
    listSources.mockResolvedValue(fleet);
    const reader = createReader();
    await reader.findLogSources([]);
    jest.setSystemTime(new Date('2026-11-22T10:01:00Z'));
    listSources.mockRejectedValueOnce(unreachable);

    const failing = await reader.findLogSources(['access-logs']);

    expect(failing.logSources.size).toBe(1);
    expect(failing.freshness).toMatchObject({
      asOf: '2026-11-22T10:00:00.000Z',
      stale: true,
      problem: { code: 'unreachable' },
    });

    jest.setSystemTime(new Date('2026-11-22T10:02:00Z'));
    const recovered = await reader.findLogSources(['access-logs']);
    expect(recovered.freshness).toMatchObject({
      asOf: '2026-11-22T10:02:00.000Z',
      stale: false,
    });
  });

  it('does not let a view wait for a Panther that is slow', async () => {
    let answer: (list: SourceList) => void = () => {};
    listSources.mockReturnValue(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    const reader = createReader();

    const view = reader.findLogSources(['access-logs']);
    await jest.advanceTimersByTimeAsync(50);

    expect((await view).freshness).toMatchObject({
      asOf: undefined,
      problem: { code: 'slow' },
    });

    answer(fleet);
    const next = await reader.findLogSources(['access-logs']);
    expect(next.logSources.size).toBe(1);
    expect(listSources).toHaveBeenCalledTimes(1);
  });

  it('tells a row that cannot be read from a log source that is not there', async () => {
    listSources.mockResolvedValue({
      ...fleet,
      rejected: [
        {
          integrationId: 'audit-trail',
          field: 'isHealthy',
          reason: 'should be a boolean',
        },
      ],
    });

    const { unusable } = await createReader().findLogSources([
      'audit-trail',
      'missing',
    ]);

    expect([...unusable]).toEqual([
      [
        'audit-trail',
        "Panther's entry for this log source cannot be read: isHealthy should be a boolean",
      ],
    ]);
  });

  it('calls no log source missing while a row hides its id', async () => {
    listSources.mockResolvedValue({
      ...fleet,
      rejected: [{ field: 'integrationId', reason: 'should be a string' }],
    });

    const { unusable, logSources } = await createReader().findLogSources([
      'access-logs',
      'missing',
    ]);

    expect([...logSources.keys()]).toEqual(['access-logs']);
    expect([...unusable.keys()]).toEqual(['missing']);
  });

  it('answers, and logs the error, when reading fails for a reason of our own', async () => {
    const bug = new TypeError('undefined is not a function');
    listSources.mockRejectedValue(bug);

    const { freshness } = await createReader().findLogSources([]);

    expect(freshness.problem?.message).toContain('its backend log says why');
    expect(logger.error).toHaveBeenCalledWith(expect.any(String), bug);
  });
});
