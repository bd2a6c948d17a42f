/**
 * Whether a database can hold a text in a column of some length. SQLite holds any, but PostgreSQL
 * refuses a whole statement for one text that is too long or has a NUL, and gives half a surrogate
 * pair back as something else.
 */
export function isStorable(text: string, length: number): boolean {
  return (
    text.length <= length &&
    !text.includes('\0') &&
    !/\p{Surrogate}/u.test(text)
  );
}

/** Text for a column of any length, without what PostgreSQL would refuse the statement for. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '');
}
