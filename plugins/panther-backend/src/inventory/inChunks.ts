import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Rows of one piece of work, such as one statement: few enough that nobody notices that SQLite, and
 * the making of a statement, hold everything else up.
 */
const CHUNK = 250;

/** Works through rows a chunk at a time, and lets everybody else have their turn in between. */
export async function inChunks<T>(
  rows: T[],
  work: (chunk: T[]) => Promise<void> | void,
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    if (start > 0) {
      await nextTurn();
    }
    await work(rows.slice(start, start + CHUNK));
  }
}
