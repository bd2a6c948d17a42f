import { useState } from 'react';
import useInterval from 'react-use/esm/useInterval';

const TICK_MS = 30_000;

/** The present moment, renewed twice a minute so that relative times keep their word. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), TICK_MS);
  return now;
}
