import { Turns } from '../async';
import { parseJson } from './answers';

/** Enough for a text to be parsed in slices. */
const BLANKS = ' '.repeat(256 * 1024);

/** Where the first slice ends. */
const SLICE_BYTES = 32 * 1024;

const turns = new Turns(new AbortController().signal);

/** Parses a text in slices, the first of which ends after the given number of its bytes. */
function parseSliced(text: string | Buffer, bytesInFirstSlice: number) {
  const before = ' '.repeat(SLICE_BYTES - bytesInFirstSlice);
  return parseJson(
    Buffer.concat([
      Buffer.from(before),
      Buffer.from(text),
      Buffer.from(BLANKS),
    ]),
    turns,
  );
}

/** An array of a JSON text again and again, which the borders of the slices cut at every byte once. */
function cutEverywhere(text: string): string {
  const bytes = Buffer.byteLength(text);
  const items = Array.from({ length: bytes + 1 }, (_, cut) => {
    // What comes before an item in its slice is a bracket or comma, and the rest of the one before.
    const rest = cut ? bytes - cut + 1 : 0;
    return ' '.repeat(SLICE_BYTES - cut - 1 - rest) + text;
  });
  return `[${items.join(',')}]`;
}

describe('a long JSON text', () => {
  it.each([
    '{"a": [1, {"b": [[], {}]}, null], "c": true, "d": false, "": ""}',
    '[0, -0, 12.5e-3, 1E400, -1e400, 5e-324, 123456789012345678901234567890]',
    '"\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000 \\u00e9 \\u6f22"',
    '"é 漢 😀 \\ud83d\\ude00 \\u2028"',
    '["\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83dx"]',
    '{"a": 1, "a": 2, "2": 3, "1": 4}',
    '{"__proto__": {"isAdmin": true}, "constructor": 1, "toString": 2}',
  ])('has the same value in slices as at once: %s', async text => {
    const value: unknown = JSON.parse(text);
    const long = cutEverywhere(text);

    const parsed = await parseJson(Buffer.from(long), turns);

    expect(parsed).toStrictEqual({ value: JSON.parse(long) });
    // Equality looks neither at the order of keys nor at a key called __proto__.
    expect(JSON.stringify(parsed?.value)).toBe(
      JSON.stringify(new Array(Buffer.byteLength(text) + 1).fill(value)),
    );
  });

  it.each(['12', 'null', '"text"', '[]', '{}'])(
    'may be of any type: %s',
    async text => {
      for (let cut = 0; cut <= text.length; cut++) {
        expect(await parseSliced(text, cut)).toStrictEqual({
          value: JSON.parse(text),
        });
      }
    },
  );

  it('may be a number up to its very end', async () => {
    expect(await parseJson(Buffer.from(`${BLANKS}12`), turns)).toEqual({
      value: 12,
    });
  });

  it('gives no object another prototype', async () => {
    const parsed = await parseSliced('{"__proto__": {"isAdmin": true}}', 0);

    expect(Object.getPrototypeOf(parsed?.value)).toBe(Object.prototype);
  });

  it('may have bytes that are not UTF-8, and a byte order mark', async () => {
    const text = Buffer.from('\ufeff"a\xff"', 'latin1');
    const marked = Buffer.concat([Buffer.from('\ufeff'), text.subarray(1)]);
    const long = Buffer.concat([marked, Buffer.from(BLANKS)]);

    expect(await parseJson(marked, turns)).toEqual({ value: 'a\ufffd' });
    expect(await parseJson(long, turns)).toEqual({ value: 'a\ufffd' });
  });

  it('may be large throughout', async () => {
    const value = Array.from({ length: 2_000 }, (_, row) => ({
      row,
      label: `Checkout access logs ${row} 😀 漢`.repeat(10),
      logTypes: ['AWS.ALB', null, { nested: [row / 7] }],
    }));

    const text = JSON.stringify(value);

    expect(text.length).toBeGreaterThan(500 * 1024);
    expect(await parseJson(Buffer.from(text), turns)).toStrictEqual({ value });
  });
});

describe('a long text that is not JSON', () => {
  it.each([
    '',
    '{"a": 1',
    '{"a": [1, 2]',
    '["never closed',
    '[1, 2',
    'tru',
    '-',
    '1.',
    '01',
    '[1,]',
    '{"a": 1,}',
    '{"a"}',
    '[1 2]',
    '{} {}',
    '[] x',
    '1 2',
    '"tab\tinside"',
    '"\\x"',
    '"\\u12G4"',
    'NaN',
    "{'a': 1}",
    '<html></html>',
  ])('has no value, wherever it is cut: %j', async text => {
    expect(() => JSON.parse(text)).toThrow();

    for (let cut = 0; cut <= Buffer.byteLength(text); cut++) {
      expect(await parseSliced(text, cut)).toBeUndefined();
    }
  });

  it('has none where half a character follows', async () => {
    const half = Buffer.from('漢').subarray(0, 2);

    expect(
      await parseJson(Buffer.concat([Buffer.from(`${BLANKS}{}`), half]), turns),
    ).toBeUndefined();
  });
});

describe('rows', () => {
  const path = ['data', 'sources', 'edges'];
  const read = (row: unknown) => `read ${JSON.stringify(row)}`;
  const parse = async (text: string) =>
    (await parseJson(Buffer.from(text), turns, { path, read }))?.value;

  it('are replaced by what is read of them, in their order', async () => {
    expect(
      await parse(
        '{"data": {"sources": {"edges": [{"node": {"a": [1, {}]}}, null, [2], "b"], "pageInfo": {}}}}',
      ),
    ).toStrictEqual({
      data: {
        sources: {
          edges: [
            'read {"node":{"a":[1,{}]}}',
            'read null',
            'read [2]',
            'read "b"',
          ],
          pageInfo: {},
        },
      },
    });
  });

  it('are those of one list alone', async () => {
    const text =
      '{"edges": [1], "data": {"edges": [2], "sources": {"node": [3], "edges": [[4, {"edges": [5]}]]}}, "errors": [6]}';

    expect(await parse(text)).toStrictEqual({
      edges: [1],
      data: {
        edges: [2],
        sources: { node: [3], edges: ['read [4,{"edges":[5]}]'] },
      },
      errors: [6],
    });
  });

  it.each([
    '{"data": {"sources": {"edges": {"__proto__": {"isAdmin": true}}}}}',
    '{"data": {"sources": {"edges": "none"}}}',
    '{"data": {"sources": null}}',
    '{"data": [{"sources": {"edges": [1]}}]}',
    '[]',
    'null',
  ])('are none where there is no such list: %s', async text => {
    expect(JSON.stringify(await parse(text))).toBe(
      JSON.stringify(JSON.parse(text)),
    );
  });

  it('are read as soon as they are complete, and not all of them at the end', async () => {
    const seen = new Array<unknown>();

    const parsed = await parseJson(
      Buffer.from('{"data": {"sources": {"edges": [{"a": 1}, {"a": 2}, {"a":'),
      turns,
      { path, read: row => seen.push(row) },
    );

    expect(parsed).toBeUndefined();
    expect(seen).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('that cannot be read for a fault of ours are not taken for a text that is no JSON', async () => {
    const fault = new TypeError('cannot read properties of undefined');
    const parsed = parseJson(
      Buffer.from('{"data": {"sources": {"edges": [1]}}}'),
      turns,
      {
        path,
        read() {
          throw fault;
        },
      },
    );

    await expect(parsed).rejects.toBe(fault);
  });
});

describe('parsing', () => {
  afterEach(() => jest.restoreAllMocks());

  /** Every look at the clock finds that a turn has passed. */
  function makeTurnsShort() {
    let now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => {
      now += 10;
      return now;
    });
  }

  it('lets others have their turn between the slices', async () => {
    makeTurnsShort();
    const bytes = Buffer.from(`${' '.repeat(20 * SLICE_BYTES)}{}`);
    let othersTurns = 0;
    let done = false;
    const others = () => {
      othersTurns += 1;
      if (!done) {
        setImmediate(others);
      }
    };
    setImmediate(others);

    await parseJson(bytes, turns);
    done = true;

    expect(othersTurns).toBeGreaterThanOrEqual(20);
  });

  it('ends between the slices where the call has ended', async () => {
    makeTurnsShort();
    const call = new AbortController();
    const enough = new Error('enough');

    const parsed = parseJson(
      Buffer.from(`${BLANKS}{}`),
      new Turns(call.signal),
    );
    call.abort(enough);

    await expect(parsed).rejects.toBe(enough);
  });
});
