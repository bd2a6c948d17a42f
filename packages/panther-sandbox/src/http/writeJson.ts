/** A long list that is written item by item, so that it never exists as a whole. */
export class LazyList {
  readonly #items: () => Iterable<unknown>;

  constructor(items: () => Iterable<unknown>) {
    this.#items = items;
  }

  *[Symbol.iterator](): Iterator<unknown> {
    yield* this.#items();
  }
}

/** About as much text as is written to the network at a time. */
const pieceLength = 65_536;

/**
 * JSON in pieces. Members are written in order, so a `toJSON` may tell what came of the
 * {@link LazyList} before it.
 */
export function* writeJson(value: unknown): Generator<string> {
  let piece = '';
  for (const part of parts(value)) {
    piece += part;
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

function* parts(value: unknown): Generator<string> {
  if (value instanceof LazyList) {
    let before = '[';
    for (const item of value) {
      yield before + JSON.stringify(item);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
    return;
  }
  if (!isPlainObject(value)) {
    yield JSON.stringify(value) ?? 'null';
    return;
  }
  let before = '{';
  for (const [key, member] of Object.entries(value)) {
    const ready = hasToJson(member) ? member.toJSON() : member;
    if (ready !== undefined) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* parts(ready);
      before = ',';
    }
  }
  yield before === '{' ? '{}' : '}';
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !hasToJson(value)
  );
}

function hasToJson(value: unknown): value is { toJSON(): unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'toJSON' in value &&
    typeof value.toJSON === 'function'
  );
}
