/**
 * Line breaks and other control characters, marks that have no width, and halves of characters that
 * cannot be sent.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const LENGTH = 80;

/** Whether a text has characters that nobody sees, which come along when a value is pasted. */
export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}

/** A value as a part of a sentence: on one line, and not too long. */
export function quote(text: string): string {
  const characters = [...text].map(character =>
    hasInvisible(character) ? '\uFFFD' : character,
  );
  return characters.length > LENGTH
    ? `'${characters.slice(0, LENGTH).join('')}…'`
    : `'${characters.join('')}'`;
}
