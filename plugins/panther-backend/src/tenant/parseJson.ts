import { JSONParser } from '@streamparser/json';
import { Turns } from './Turns';

/** What `JSON.parse` does in a few milliseconds; slices take several times as long altogether. */
const SMALL_BYTES = 256 * 1024;

/** A millisecond or two of parsing. */
const SLICE_BYTES = 32 * 1024;

/**
 * The rows of a list in a JSON text. What is read of a row takes its place in the value soon after
 * the row is complete. 10,000 log sources as JSON has them are 20 MB, which V8 would keep beside
 * what is read of them, and would not tidy up soon.
 */
export interface JsonRows {
  /** The keys that lead to the list. */
  path: string[];
  read(row: unknown): unknown;
}

/**
 * The value of a JSON text in UTF-8, or undefined where the text is no JSON. Large texts are parsed
 * in slices between which others have their turn; 10,000 log sources would hold them up for a tenth
 * of a second otherwise. Rejects where the call ends before the text does.
 */
export async function parseJson(
  bytes: Uint8Array,
  turns: Turns,
  rows?: JsonRows,
): Promise<{ value: unknown } | undefined> {
  return rows || bytes.length > SMALL_BYTES
    ? parseInSlices(bytes, turns, rows)
    : parseAtOnce(bytes);
}

function parseAtOnce(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    // What is wrong with the text is said by whoever quotes it.
    return undefined;
  }
}

/**
 * Gives what {@link parseAtOnce} gives, but for a zero width no-break space (U+FEFF) at the very
 * beginning of a string, which the parser takes for a byte order mark.
 */
async function parseInSlices(
  bytes: Uint8Array,
  turns: Turns,
  rows: JsonRows | undefined,
): Promise<{ value: unknown } | undefined> {
  const parser = new JSONParser({
    paths: ['$', ...(rows ? [['$', ...rows.path, '*'].join('.')] : [])],
    stringBufferSize: SLICE_BYTES,
  });
  // Bytes that are not UTF-8 become replacement characters here, and errors in the parser.
  const decoder = new TextDecoder();
  const complete = new Array<{ list: unknown[]; index: number }>();
  let root: { value: unknown } | undefined;
  let failed = false;
  parser.onValue = ({ value, parent, stack }) => {
    if (!stack.length) {
      root = { value };
    } else if (Array.isArray(parent)) {
      complete.push({ list: parent, index: parent.length - 1 });
    }
  };
  parser.onError = () => {
    failed = true;
  };
  for (let start = 0; start < bytes.length && !failed; start += SLICE_BYTES) {
    await turns.rest();
    const slice = bytes.subarray(start, start + SLICE_BYTES);
    parser.write(decoder.decode(slice, { stream: true }));
    // Not where they are found, since the parser would take any error for one of the text.
    for (const { list, index } of complete.splice(0)) {
      await turns.rest();
      list[index] = rows?.read(list[index]);
    }
  }
  parser.write(decoder.decode());
  // It ends by itself after an object or array, and refuses to be ended twice.
  if (!parser.isEnded) {
    parser.end();
  }
  return failed ? undefined : root;
}
