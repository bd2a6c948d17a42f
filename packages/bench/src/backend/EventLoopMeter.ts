import { IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { EventLoopDelay } from './types';

/** Node's own default. */
const PERIOD_MS = 10;
const NS_PER_MS = 1e6;

/** How late the event loop is. */
export class EventLoopMeter {
  readonly #histogram: IntervalHistogram;

  constructor() {
    this.#histogram = monitorEventLoopDelay({ resolution: PERIOD_MS });
    this.#histogram.enable();
  }

  /** Since the last time this was called. */
  take(): EventLoopDelay {
    // Node counts from one turn of its timer to the next, the period included.
    const delayMs = (ns: number) => Math.max(0, ns / NS_PER_MS - PERIOD_MS);
    const delay = {
      p99Ms: delayMs(this.#histogram.percentile(99)),
      maxMs: delayMs(this.#histogram.max),
    };
    this.#histogram.reset();
    return delay;
  }
}
