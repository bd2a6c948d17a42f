/** A duration in the largest of the two units that fits, such as `5 minutes` or `90 seconds`. */
export function describeDuration(seconds: number): string {
  return seconds % 60
    ? count(seconds, 'second')
    : count(seconds / 60, 'minute');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
