import { Sample, View } from '../types';

/** How long somebody pauses between two views: anything from least to most. */
export interface Pauses {
  leastMs: number;
  mostMs: number;
}

/** What a number of people look at, each pausing between two views. */
export interface ViewingPlan {
  /** Of the backend. */
  origin: string;
  /** One Backstage token for each viewer. */
  tokens: string[];
  /** Whoever is next takes the next one, and after the last one the first. */
  views: View[];
  pauses: Pauses;
  /** No view starts after that. */
  durationMs: number;
  /** How long a single view may take. */
  timeoutMs: number;
}

export interface ViewingResult {
  samples: Sample[];
  /** How often a view failed, by what went wrong. */
  failures: Record<string, number>;
  /** How late the process of the viewers was itself at most; adds to what it measured. */
  ownDelayMs: number;
}

/** What the process of the viewers answers to a plan. */
export type ViewersAnswer = { result: ViewingResult } | { error: string };
