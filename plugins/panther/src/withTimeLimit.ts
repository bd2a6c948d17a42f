/** The backend gives Panther less than this, so only a portal that hangs ever takes as long. */
const TIME_LIMIT_MS = 20_000;

/** Makes a call that is aborted when it takes too long, or when the signal given says so. */
export async function withTimeLimit<T>(
  call: (signal: AbortSignal) => Promise<T>,
  cancelled?: AbortSignal,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(
    () =>
      limit.abort(
        new Error(`there was no answer within ${TIME_LIMIT_MS / 1000} seconds`),
      ),
    TIME_LIMIT_MS,
  );
  const signal = cancelled
    ? AbortSignal.any([limit.signal, cancelled])
    : limit.signal;
  try {
    // Not every client takes a signal, and what hangs is given up all the same.
    return await Promise.race([call(signal), rejectionOf(signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
}
