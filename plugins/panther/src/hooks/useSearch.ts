import { useCallback } from 'react';
import { useRequest } from './useRequest';

/** Longer than people pause between two letters, and hardly felt at the end of a word. */
const TYPING_PAUSE_MS = 300;

interface Search<Found> {
  /** What was found last; it stays while the next search is under way. */
  found?: Found;
  error?: Error;
  searching: boolean;
  searchAgain: () => void;
}

/**
 * Searches by a text that may still be being typed; nothing while there is no text at all.
 *
 * @param search - searches by what is not empty, or for everything
 */
export function useSearch<Found>(
  search: (q: string | undefined, signal: AbortSignal) => Promise<Found>,
  text: string | undefined,
): Search<Found> {
  const q = text?.trim();
  const request = useCallback(
    (signal: AbortSignal) => search(q || undefined, signal),
    [search, q],
  );
  const { answer, error, loading, askAgain } = useRequest(
    q === undefined ? undefined : request,
    q ? TYPING_PAUSE_MS : 0,
  );
  return { found: answer, error, searching: loading, searchAgain: askAgain };
}
