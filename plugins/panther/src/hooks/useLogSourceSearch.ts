import { useApi } from '@backstage/core-plugin-api';
import { LogSourcePage, LogSourceQuery } from 'backstage-plugin-panther-common';
import { useCallback } from 'react';
import { pantherApiRef } from '../api';
import { useSearch } from './useSearch';

const SHOWN_LOG_SOURCES = 20;

interface LogSourceSearch {
  /** What was found last; it stays while the next search is under way. */
  page?: LogSourcePage;
  error?: Error;
  searching: boolean;
  searchAgain: () => void;
}

/**
 * Searches the log sources that the user may see, by a text that may still be being typed; nothing
 * while there is no text at all.
 *
 * @param filter - what the user is to be permitted to do to them, and of which type they are to be
 */
export function useLogSourceSearch(
  text: string | undefined,
  filter: { permittedTo?: LogSourceQuery['permittedTo']; type?: string },
): LogSourceSearch {
  const { permittedTo, type } = filter;
  const pantherApi = useApi(pantherApiRef);
  const search = useCallback(
    (q: string | undefined, signal: AbortSignal) =>
      pantherApi.listLogSources(
        {
          q,
          permittedTo,
          type: type ? [type] : undefined,
          limit: SHOWN_LOG_SOURCES,
        },
        { signal },
      ),
    [pantherApi, permittedTo, type],
  );
  const { found, ...rest } = useSearch(search, text);
  return { page: found, ...rest };
}
