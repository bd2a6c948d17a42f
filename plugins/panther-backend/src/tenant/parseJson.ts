import { JSONParser } from '@streamparser/json';
import { Turns } from './Turns';

/** What `JSON.parse` does in a few milliseconds; slices take several times as long altogether. */
const SMALL_BYTES = 256 * 1024;

/** A millisecond or two of parsing. */
const SLICE_BYTES = 32 * 1024;

/**
 * The value of a JSON text in UTF-8, or undefined where the text is no JSON. Large texts are parsed
 * in slices between which others have their turn; 10,000 log sources would hold them up for a tenth
 * of a second otherwise. Rejects where the call ends before the text does.
 */
export async function parseJson(
  bytes: Uint8Array,
  turns: Turns,
): Promise<{ value: unknown } | undefined> {
  return bytes.length > SMALL_BYTES
    ? parseInSlices(bytes, turns)
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
): Promise<{ value: unknown } | undefined> {
  const parser = new JSONParser({
    paths: ['$'],
    stringBufferSize: SLICE_BYTES,
  });
  // Bytes that are not UTF-8 become replacement characters here, and errors in the parser.
  const decoder = new TextDecoder();
  let root: { value: unknown } | undefined;
  let failed = false;
  parser.onValue = ({ value }) => {
    root = { value };
  };
  parser.onError = () => {
    failed = true;
  };
  for (let start = 0; start < bytes.length && !failed; start += SLICE_BYTES) {
    await turns.rest();
    const slice = bytes.subarray(start, start + SLICE_BYTES);
    parser.write(decoder.decode(slice, { stream: true }));
  }
  parser.write(decoder.decode());
  // It ends by itself after an object or array, and refuses to be ended twice.
  if (!parser.isEnded) {
    parser.end();
  }
  return failed ? undefined : root;
}
