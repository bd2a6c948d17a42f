import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until there is something, and resolves to that. */
export async function waitUntil<T>(
  what: string,
  limitMs: number,
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const found = await look();
    if (found) {
      return found;
    }
    await sleep(50);
  }
  throw new Error(`It took more than ${limitMs} ms until ${what}`);
}
