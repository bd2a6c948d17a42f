import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { LogSourcePage } from 'backstage-plugin-panther-common';
import { useEffect, useReducer, useState } from 'react';
import { pantherApiRef } from '../api';
import { withTimeLimit } from '../withTimeLimit';

/** Longer than people pause between two letters, and hardly felt at the end of a word. */
const TYPING_PAUSE_MS = 300;

const SHOWN_LOG_SOURCES = 20;

interface Search {
  /** What was found last; it stays while the next search is under way. */
  page?: LogSourcePage;
  error?: Error;
  searching: boolean;
}

/** Searches the log sources that the user may see, by a text that may still be being typed. */
export function useLogSourceSearch(
  text: string,
): Search & { searchAgain: () => void } {
  const pantherApi = useApi(pantherApiRef);
  const [attempt, searchAgain] = useReducer((count: number) => count + 1, 0);
  const [search, setSearch] = useState<Search>({ searching: true });
  const q = text.trim();

  useEffect(() => {
    const controller = new AbortController();
    const end = (found: Omit<Search, 'searching'>) => {
      if (!controller.signal.aborted) {
        setSearch({ ...found, searching: false });
      }
    };
    const timer = setTimeout(
      () =>
        withTimeLimit(
          signal =>
            pantherApi.listLogSources(
              { q: q || undefined, limit: SHOWN_LOG_SOURCES },
              { signal },
            ),
          controller.signal,
        ).then(
          page => end({ page }),
          thrown => end({ error: toError(thrown) }),
        ),
      q ? TYPING_PAUSE_MS : 0,
    );

    setSearch(({ page }) => ({ page, searching: true }));
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [pantherApi, q, attempt]);

  return { ...search, searchAgain };
}
