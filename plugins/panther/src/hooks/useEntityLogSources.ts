import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { EntityLogSources } from 'backstage-plugin-panther-common';
import { useEffect, useReducer, useState } from 'react';
import { pantherApiRef } from '../api';
import { asResponseError } from '../asResponseError';
import { withTimeLimit } from '../withTimeLimit';
import { useDocumentVisible } from './useDocumentVisible';

const REFRESH_INTERVAL_MS = 30_000;

interface Reading {
  answer?: EntityLogSources;
  error?: Error;
  /** When the last request ended, in epoch milliseconds; absent while one is under way. */
  endedAt?: number;
  /** Whether the request under way was asked for by the user. */
  reloading: boolean;
}

/** What the user may no longer see must not stay on the screen. */
function isRefusal(error: Error): boolean {
  const refusal = asResponseError(error);
  return refusal !== undefined && [401, 403, 404].includes(refusal.statusCode);
}

/**
 * Reads an entity's log sources, and reads them again every half minute while the tab is visible.
 * The last answer stays until the next one, beside the error of a later request that failed.
 */
export function useEntityLogSources(
  entityRef: string,
): Reading & { reload: () => void } {
  const pantherApi = useApi(pantherApiRef);
  const visible = useDocumentVisible();
  const [attempt, startAttempt] = useReducer((count: number) => count + 1, 0);
  const [reading, setReading] = useState<Reading>({ reloading: false });
  const { endedAt } = reading;

  useEffect(() => {
    const controller = new AbortController();
    const end = (next: (last: Reading) => Partial<Reading>) => {
      if (!controller.signal.aborted) {
        setReading(last => ({
          ...next(last),
          endedAt: Date.now(),
          reloading: false,
        }));
      }
    };

    setReading(last => ({ ...last, endedAt: undefined }));
    withTimeLimit(
      signal =>
        pantherApi.getEntityLogSources(parseEntityRef(entityRef), { signal }),
      controller.signal,
    ).then(
      answer => end(() => ({ answer })),
      thrown => {
        const error = toError(thrown);
        end(last => ({
          answer: isRefusal(error) ? undefined : last.answer,
          error,
        }));
      },
    );

    return () => controller.abort();
  }, [pantherApi, entityRef, attempt]);

  useEffect(() => {
    if (!visible || endedAt === undefined) {
      return undefined;
    }
    const timer = setTimeout(
      startAttempt,
      Math.max(0, endedAt + REFRESH_INTERVAL_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [visible, endedAt]);

  return {
    ...reading,
    reload: () => {
      setReading(last => ({ ...last, reloading: true }));
      startAttempt();
    },
  };
}
