import { useApi } from '@backstage/core-plugin-api';
import { LogTypeList } from 'backstage-plugin-panther-common';
import { useCallback } from 'react';
import { pantherApiRef } from '../api';
import { useSearch } from './useSearch';

const SHOWN_LOG_TYPES = 50;

export interface LogTypeSearch {
  /** What was found last; it stays while the next search is under way. */
  list?: LogTypeList;
  error?: Error;
  searching: boolean;
  searchAgain: () => void;
}

/**
 * Searches the log types of an instance by a text that may still be being typed; nothing while there
 * is no text at all.
 */
export function useLogTypeSearch(
  instance: string,
  text: string | undefined,
): LogTypeSearch {
  const pantherApi = useApi(pantherApiRef);
  const search = useCallback(
    (q: string | undefined, signal: AbortSignal) =>
      pantherApi.listLogTypes(
        instance,
        { q, limit: SHOWN_LOG_TYPES },
        { signal },
      ),
    [pantherApi, instance],
  );
  const { found, ...rest } = useSearch(search, text);
  return { list: found, ...rest };
}
