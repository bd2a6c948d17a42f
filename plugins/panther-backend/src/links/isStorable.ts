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
