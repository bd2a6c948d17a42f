/** The times of thousands of log sources are often the same ones, and slow to write. */
const known = new Map<number, string>();

/**
 * A time as Panther's Go services write it: RFC 3339 in UTC, with only as many decimals as needed.
 * Clients have met anything from none to nine (`panther_seim`, fixtures of the MCP server).
 */
export function formatTime(milliseconds: number): string {
  let text = known.get(milliseconds);
  if (text === undefined) {
    text = new Date(milliseconds)
      .toISOString()
      .replace(/(\.\d*?)0+Z$/, '$1Z')
      .replace('.Z', 'Z');
    if (known.size === 4_096) {
      known.clear();
    }
    known.set(milliseconds, text);
  }
  return text;
}
