import { toError } from '@backstage/errors';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { withTimeLimit } from '../withTimeLimit';

interface Answered<Answer> {
  /** What was answered last; it stays while the next request is under way. */
  answer?: Answer;
  error?: Error;
  loading: boolean;
}

/**
 * Makes a request, and another whenever it is another function; nothing while it is undefined. A
 * request that nobody waits for any more is aborted.
 *
 * @param delayMs - how long to wait for yet another request, which makes this one needless
 */
export function useRequest<Answer>(
  request: ((signal: AbortSignal) => Promise<Answer>) | undefined,
  delayMs: number = 0,
): Answered<Answer> & { askAgain: () => void } {
  const [attempt, startAttempt] = useReducer((count: number) => count + 1, 0);
  const [answered, setAnswered] = useState<Answered<Answer>>({
    loading: request !== undefined,
  });

  useEffect(() => {
    if (!request) {
      setAnswered({ loading: false });
      return undefined;
    }
    const controller = new AbortController();
    const end = (next: Omit<Answered<Answer>, 'loading'>) => {
      if (!controller.signal.aborted) {
        setAnswered({ ...next, loading: false });
      }
    };
    const timer = setTimeout(
      () =>
        withTimeLimit(request, controller.signal).then(
          answer => end({ answer }),
          thrown => end({ error: toError(thrown) }),
        ),
      delayMs,
    );

    setAnswered(({ answer }) => ({ answer, loading: true }));
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // A delay alone is no reason to ask anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [request, attempt]);

  const askAgain = useCallback(() => {
    // At once, so that nobody takes the last answer for the next one.
    setAnswered(({ answer }) => ({ answer, loading: true }));
    startAttempt();
  }, []);

  return { ...answered, askAgain };
}
