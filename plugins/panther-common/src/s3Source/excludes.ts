/**
 * Whether an excluded prefix leaves out everything that begins with a text. Its wildcards stand for
 * any characters, slashes too:
 * https://help.panther.com/articles/5469401079-how-do-i-configure-an-s3-log-source-in-panther-with-a-prefix-exclusion-or-inclusion
 */
export function excludes(excludedPrefix: string, text: string): boolean {
  const [start = '', ...parts] = excludedPrefix.split('*');
  if (!text.startsWith(start)) {
    return false;
  }
  let end = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, end);
    if (found === -1) {
      return false;
    }
    end = found + part.length;
  }
  return true;
}

/** Whether an excluded prefix can leave out anything that begins with a prefix. */
export function reaches(excludedPrefix: string, prefix: string): boolean {
  const [start = ''] = excludedPrefix.split('*');
  return start.startsWith(prefix) || prefix.startsWith(start);
}
