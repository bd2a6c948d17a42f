import { LogSourceAnswer } from 'backstage-plugin-panther-common';

/** How often a wait does what, in milliseconds. */
export interface Pace {
  /** From one look at what the portal knows to the next. */
  lookMs: number;
  /** From one wish for Panther to be read, and one word about the waiting, to the next. */
  refreshMs: number;
}

/** How waiting for the events of a log source ended. */
export interface WaitOutcome {
  answer: LogSourceAnswer;
  /** How long was waited where no event came; absent where nobody waited. */
  waitedSeconds?: number;
  /** Why the portal did not answer when it was asked last. */
  problem?: string;
}
