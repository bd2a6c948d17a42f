import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';

/** Longer than most people pause while they are still typing. */
const SETTLING_MS = 1000;

/** The value as it was when it last stayed the same for a while. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useDebounce(() => setSettled(value), SETTLING_MS, [value]);
  return settled;
}
