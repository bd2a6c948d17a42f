/** How long, how much and how often. Times are in milliseconds. */
export interface RequestLimits {
  /** For a whole call: every attempt and every wait. The list of log sources has its own limit. */
  callMs: number;
  connectMs: number;
  /** Until the first byte of an answer. */
  headersMs: number;
  /** Between two pieces of an answer. */
  bodyPauseMs: number;
  /** Of one answer, after decompression. */
  answerBytes: number;
  /** For reads; a write is sent once. */
  attempts: number;
  /** Before the second attempt; doubled before each further one. */
  firstWaitMs: number;
}

export const DEFAULT_LIMITS: RequestLimits = {
  // As long as Panther's own Terraform provider waits; its MCP server waits 60 seconds.
  callMs: 30_000,
  connectMs: 5_000,
  headersMs: 20_000,
  bodyPauseMs: 10_000,
  // 10,000 log sources are about 10 MiB of JSON.
  answerBytes: 64 * 1024 * 1024,
  attempts: 3,
  firstWaitMs: 250,
};
