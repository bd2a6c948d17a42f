/** What a backend process says when it can be used. */
export interface BackendStarted {
  /** From when everything but the Panther plugin is loaded. */
  startedAfterMs: number;
  /** That this took of the processor. */
  cpuMs: number;
}

/** Delay of the event loop beyond its timer's own period, since it was last asked for. */
export interface EventLoopDelay {
  p99Ms: number;
  maxMs: number;
}

/** Of a backend process, after a garbage collection. */
export interface MemoryUse {
  heapUsedBytes: number;
  residentBytes: number;
  /** The most there ever was. */
  peakResidentBytes: number;
}

/** What a backend process did since this was last asked for. */
export interface Work {
  /** To each of its plugins, those of the plugins to each other included. */
  requests: Record<string, number>;
  /** Of all its threads. */
  cpuMs: number;
}
