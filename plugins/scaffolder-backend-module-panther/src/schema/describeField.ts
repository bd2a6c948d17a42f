/**
 * What to describe a field with, for {@link withTitles}. zod 3 has descriptions only; that they may
 * carry more as JSON is a convention of zod-to-json-schema, with which the scaffolder turns zod into
 * JSON Schema.
 */
export function describeField(texts: {
  title: string;
  description: string;
}): string {
  return JSON.stringify(texts);
}
