import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is there.
 *
 * @throws when it is not there in time, with `what` was waited for.
 */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  options: { timeoutMs: number; everyMs: number },
): Promise<T> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (performance.now() > deadline) {
      throw new Error(`${what} did not come within ${options.timeoutMs} ms`);
    }
    await sleep(options.everyMs);
  }
}
