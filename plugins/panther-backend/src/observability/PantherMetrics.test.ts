import {
  MetricAttributes,
  MetricOptions,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { PantherMetrics } from './PantherMetrics';

interface Measurement {
  value: number;
  attributes: MetricAttributes | undefined;
}

/** The metrics of the plugin on a service that remembers what it is told, by the metric's name. */
function setup() {
  const units: Record<string, string | undefined> = {};
  const measured: Record<string, Measurement[]> = {};
  const gauges: Record<string, MetricsServiceObservableCallback[]> = {};

  function keep(name: string, options: MetricOptions | undefined) {
    units[name] = options?.unit;
    return (value: number, attributes?: MetricAttributes) => {
      (measured[name] ??= []).push({ value, attributes });
    };
  }

  const logger = mockServices.logger.mock();
  const metrics = PantherMetrics.create({
    logger,
    metrics: metricsServiceMock.mock({
      createCounter: (name, options) => ({ add: keep(name, options) }),
      createHistogram: (name, options) => ({ record: keep(name, options) }),
      createObservableGauge: name => ({
        addCallback: callback => {
          // What is observed of a gauge without types fits any gauge.
          (gauges[name] ??= []).push(
            callback as MetricsServiceObservableCallback,
          );
        },
        removeCallback: () => {},
      }),
    }),
  });

  /** Does what a collector does: asks everything that can be observed. */
  async function collect(): Promise<Record<string, Measurement[]>> {
    const collected: Record<string, Measurement[]> = {};
    for (const [name, callbacks] of Object.entries(gauges)) {
      const observe = keep(`collected ${name}`, undefined);
      for (const callback of callbacks) {
        await callback({ observe });
      }
      collected[name] = measured[`collected ${name}`] ?? [];
    }
    return collected;
  }

  return { metrics, logger, units, measured, collect };
}

afterEach(() => jest.useRealTimers());

describe('the metrics', () => {
  it('tell how long a refresh took, in seconds, and how it ended', () => {
    const { metrics, measured, units } = setup();

    metrics.refreshEnded({
      instance: 'default',
      outcome: 'heldBack',
      durationMs: 1500,
    });

    expect(measured).toEqual({
      'panther.refresh.duration': [
        {
          value: 1.5,
          attributes: { instance: 'default', outcome: 'heldBack' },
        },
      ],
    });
    expect(units['panther.refresh.duration']).toBe('s');
  });

  it('count and time every call to Panther', () => {
    const { metrics, measured, units } = setup();
    const attributes = {
      instance: 'default',
      operation: 'sources' as const,
      outcome: 'timedOut' as const,
    };

    metrics.upstreamCallEnded({ ...attributes, durationMs: 250 });

    expect(measured).toEqual({
      'panther.upstream.calls': [{ value: 1, attributes }],
      'panther.upstream.call.duration': [{ value: 0.25, attributes }],
    });
    expect(units).toMatchObject({
      'panther.upstream.calls': '{call}',
      'panther.upstream.call.duration': 's',
    });
  });

  it('count retries, and answers that ask for fewer calls', () => {
    const { metrics, measured } = setup();
    const attributes = {
      instance: 'default',
      operation: 'listAlerts' as const,
    };

    metrics.upstreamRetried(attributes);
    metrics.upstreamRateLimited(attributes);
    metrics.upstreamRateLimited(attributes);

    expect(measured).toEqual({
      'panther.upstream.retries': [{ value: 1, attributes }],
      'panther.upstream.rate_limited': [
        { value: 1, attributes },
        { value: 1, attributes },
      ],
    });
  });

  it('have no attributes but those that have few values', () => {
    const { metrics, measured } = setup();
    const call = {
      instance: 'default',
      operation: 'source' as const,
      outcome: 'ok' as const,
      durationMs: 1,
      integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
    };

    metrics.upstreamCallEnded(call);
    metrics.upstreamRetried(call);
    metrics.upstreamRateLimited(call);
    metrics.refreshEnded(call);

    expect(JSON.stringify(measured)).not.toContain(call.integrationId);
  });
});

describe('the metrics of the inventory', () => {
  it('tell its age in seconds when they are collected, once there is one', async () => {
    jest.useFakeTimers({ now: new Date('2026-11-22T12:00:30Z') });
    const { metrics, collect } = setup();
    metrics.observeInventory(async () => [
      {
        instance: 'default',
        asOf: '2026-11-22T12:00:00.000Z',
        statusCounts: {},
      },
      { instance: 'never-read', statusCounts: {} },
    ]);

    expect(await collect()).toMatchObject({
      'panther.inventory.age': [
        { value: 30, attributes: { instance: 'default' } },
      ],
    });
  });

  it('tell the number of log sources of every status, also of none', async () => {
    const { metrics, collect } = setup();
    metrics.observeInventory(async () => [
      { instance: 'default', statusCounts: { healthy: 7, silent: 1 } },
    ]);

    const { 'panther.inventory.log_sources': measurements } = await collect();

    expect(
      Object.fromEntries(
        (measurements ?? []).map(({ value, attributes }) => [
          `${attributes?.instance} ${attributes?.status}`,
          value,
        ]),
      ),
    ).toEqual({
      'default healthy': 7,
      'default unhealthy': 0,
      'default silent': 1,
      'default new': 0,
      'default gone': 0,
    });
  });

  it('are left out, and the reason is logged, where it cannot be read', async () => {
    const { metrics, collect, logger } = setup();
    metrics.observeInventory(async () => {
      throw new Error('the database is away');
    });

    await expect(collect()).resolves.toEqual({
      'panther.inventory.age': [],
      'panther.inventory.log_sources': [],
    });
    expect(logger.warn.mock.calls).toEqual([
      ['Could not measure panther.inventory.age: the database is away'],
      ['Could not measure panther.inventory.log_sources: the database is away'],
    ]);
  });
});
