/** What went over the wire for one view. */
export interface View {
  /** What the answers are told apart by. */
  name: string;
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

/** What one of the viewers did, in the order they ended. */
export interface Sample {
  view: string;
  /** From the request to the last byte of the answer. */
  ms: number;
  /** Of the answer, as compressed as it was sent. */
  bytes: number;
}

/** One figure of the result, with what it may be where there is a limit. */
export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 's' | 'MB' | 'KiB' | 'MiB' | 'times' | 'calls' | 'log sources';
  limit?: Limit;
  /** Under what conditions, or how sure. */
  note?: string;
}

export type Limit = { atMost: number } | { atLeast: number };

/** Figures that were taken under the same conditions. */
export interface Section {
  title: string;
  figures: Figure[];
  /** Why some or all figures of the section are missing. */
  broken?: string;
}
