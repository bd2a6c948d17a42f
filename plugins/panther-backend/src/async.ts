import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a call may keep the event loop to itself, in milliseconds. */
const TURN_MS = 5;

/**
 * Lets long work of a call share the event loop with everybody else's. Turns are counted in time,
 * since how many rows fit into one depends on the machine, the rows and how warm the code is.
 */
export class Turns {
  readonly #signal: AbortSignal;
  #startedAt = performance.now();

  /** Takes the signal of the call. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * To be awaited before each piece of the work. If this turn has been long enough, resolves in the
   * next one, or rejects with the signal's reason if the call has ended meanwhile.
   */
  async rest(): Promise<void> {
    if (performance.now() - this.#startedAt < TURN_MS) {
      return;
    }
    await nextTurn();
    this.#signal.throwIfAborted();
    this.#startedAt = performance.now();
  }
}

/** undici looks at the signal of a request only once there is a connection to send it on. */
export async function untilAborted<T>(
  start: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([start(), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
