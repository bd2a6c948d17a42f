import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MetricOptions,
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
  MetricsServiceObservableResult,
} from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import { LogSourceStatus } from 'backstage-plugin-panther-common';
import { RefreshEnd } from '../inventory/types';
import { InventoryStore } from '../inventory/InventoryStore';
import {
  TenantObserver,
  UpstreamCall,
  UpstreamQuestion,
} from '../tenant/operations';

/** What is known of one instance when the metrics are collected. */
export interface InventoryReport {
  /** Id of the instance. */
  instance: string;
  /** When Panther was last read, as an ISO 8601 instant; absent before the first read. */
  asOf?: string;
  statusCounts: Partial<Record<LogSourceStatus, number>>;
}

/** Those that no log source has are measured too: a series that only ends keeps its last value. */
const STATUSES: LogSourceStatus[] = [
  'healthy',
  'unhealthy',
  'silent',
  'new',
  'gone',
];

/** OpenTelemetry's own boundaries are made for milliseconds. */
const SECONDS = {
  unit: 's',
  advice: {
    explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  },
};

/**
 * The plugin's metrics, named after the conventions of OpenTelemetry. Attributes have few values:
 * instances, operations, outcomes and statuses, and never an id of a log source.
 */
export class PantherMetrics implements TenantObserver {
  readonly #metrics: MetricsService;
  readonly #logger: LoggerService;
  readonly #refreshDuration: MetricsServiceHistogram;
  readonly #calls: MetricsServiceCounter;
  readonly #callDuration: MetricsServiceHistogram;
  readonly #retries: MetricsServiceCounter;
  readonly #rateLimited: MetricsServiceCounter;

  static create(options: {
    metrics: MetricsService;
    logger: LoggerService;
  }): PantherMetrics {
    return new PantherMetrics(options.metrics, options.logger);
  }

  private constructor(metrics: MetricsService, logger: LoggerService) {
    this.#metrics = metrics;
    this.#logger = logger;
    this.#refreshDuration = metrics.createHistogram(
      'panther.refresh.duration',
      {
        description: 'How long it took to refresh the inventory of an instance',
        ...SECONDS,
      },
    );
    this.#calls = metrics.createCounter('panther.upstream.calls', {
      description: 'Calls to Panther, each of one or more requests',
      unit: '{call}',
    });
    this.#callDuration = metrics.createHistogram(
      'panther.upstream.call.duration',
      {
        description: 'How long a call to Panther took, with all its requests',
        ...SECONDS,
      },
    );
    this.#retries = metrics.createCounter('panther.upstream.retries', {
      description: 'Requests to Panther made because the one before failed',
      unit: '{request}',
    });
    this.#rateLimited = metrics.createCounter('panther.upstream.rate_limited', {
      description: 'Answers of Panther with status 429',
      unit: '{response}',
    });
  }

  /** To be told of every refresh that was made. */
  refreshEnded({ instance, outcome, durationMs }: RefreshEnd): void {
    this.#refreshDuration.record(durationMs / 1000, { instance, outcome });
  }

  upstreamCallEnded(call: UpstreamCall): void {
    const { instance, operation, outcome, durationMs } = call;
    const attributes = { instance, operation, outcome };
    this.#calls.add(1, attributes);
    this.#callDuration.record(durationMs / 1000, attributes);
  }

  upstreamRetried({ instance, operation }: UpstreamQuestion): void {
    this.#retries.add(1, { instance, operation });
  }

  upstreamRateLimited({ instance, operation }: UpstreamQuestion): void {
    this.#rateLimited.add(1, { instance, operation });
  }

  /**
   * Measures the inventory whenever metrics are collected. The function is asked once for each of
   * the two gauges; where it fails, nothing is measured and the failure is logged.
   */
  observeInventory(read: () => Promise<InventoryReport[]>): void {
    this.#observe(
      'panther.inventory.age',
      { description: 'Time since Panther was last read', unit: 's' },
      async result => {
        for (const { instance, asOf } of await read()) {
          if (asOf) {
            result.observe((Date.now() - Date.parse(asOf)) / 1000, {
              instance,
            });
          }
        }
      },
    );
    this.#observe(
      'panther.inventory.log_sources',
      { description: 'Log sources by status', unit: '{log_source}' },
      async result => {
        for (const { instance, statusCounts } of await read()) {
          for (const status of STATUSES) {
            result.observe(statusCounts[status] ?? 0, { instance, status });
          }
        }
      },
    );
  }

  #observe(
    name: string,
    options: MetricOptions,
    observe: (result: MetricsServiceObservableResult) => Promise<void>,
  ): void {
    const gauge = this.#metrics.createObservableGauge(name, options);
    gauge.addCallback(async result => {
      try {
        await observe(result);
      } catch (error) {
        // Whoever collects metrics can do nothing about it, and must go on to the next.
        this.#logger.warn(
          `Could not measure ${name}: ${toError(error).message}`,
        );
      }
    });
  }
}

/** What is measured of the inventory of some instances; nobody sees a log source in it. */
export function reportInventory(
  store: InventoryStore,
  instances: { id: string }[],
): Promise<InventoryReport[]> {
  return Promise.all(
    instances.map(async ({ id }) => {
      const [{ succeededAt }, statusCounts] = await Promise.all([
        store.getRead(id),
        store.countByStatus(id, 'all'),
      ]);
      return { instance: id, asOf: succeededAt, statusCounts };
    }),
  );
}
