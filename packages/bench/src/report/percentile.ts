/**
 * The smallest value that so many percent of the values do not exceed (nearest rank).
 *
 * @throws when there are no values.
 */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) {
    throw new Error('There is no percentile of no values');
  }
  return value;
}

/** {@link percentile} of 50. */
export function median(values: number[]): number {
  return percentile(values, 50);
}
