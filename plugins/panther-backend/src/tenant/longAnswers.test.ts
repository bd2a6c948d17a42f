import { setTimeout as sleep } from 'node:timers/promises';
import { CHECKOUT_ACCESS_LOGS, listOf } from './__testUtils__/graphqlAnswers';
import { RawAnswer, setupTenants } from './__testUtils__/setupTenants';
import { Turns } from '../async';

const { serveAnswers, connect } = setupTenants();

/** The answer to a query for the list, long enough to be parsed in slices. */
const LONG_LIST = {
  body: listOf(
    ...Array.from({ length: 1_000 }, (_, row) => ({
      ...CHECKOUT_ACCESS_LOGS,
      integrationId: `${row}`,
    })),
  ),
};

const LONG_LIST_TEXT = JSON.stringify(LONG_LIST.body);

/** Runs something before the client rests for the given time, counted from one. */
function beforeRest(count: number, run: () => unknown) {
  const { rest } = Turns.prototype;
  let rests = 0;
  jest
    .spyOn(Turns.prototype, 'rest')
    .mockImplementation(async function mock(this: Turns) {
      rests += 1;
      if (rests === count) {
        await run();
      }
      return rest.call(this);
    });
}

/** Every look at the clock finds that a turn has passed. */
function makeTurnsShort() {
  let now = performance.now();
  jest.spyOn(performance, 'now').mockImplementation(() => {
    now += 10;
    return now;
  });
}

afterEach(() => jest.restoreAllMocks());

/** After each slice of the list's text come the rows that end in it, and after the text all of them. */
const SLICES = Math.ceil(LONG_LIST_TEXT.length / (32 * 1024));

const STAGES = [
  { when: 'while it is parsed', rest: 2 },
  { when: 'while its rows are checked', rest: 500 },
  { when: 'while its rows are gathered', rest: SLICES + 1_500 },
];

describe('a long list', () => {
  it('is read like a short one', async () => {
    const { url } = await serveAnswers(LONG_LIST);
    const { client } = connect(url);

    const { sources, rejected } = await client.listSources();

    expect(LONG_LIST_TEXT.length).toBeGreaterThan(256 * 1024);
    expect(sources).toHaveLength(1_000);
    expect(sources[999]).toMatchObject({
      integrationId: '999',
      label: 'Checkout access logs',
    });
    expect(rejected).toEqual([]);
  });

  it('is read in turns with everybody else', async () => {
    const { url } = await serveAnswers(LONG_LIST);
    const { client } = connect(url);
    let othersTurns = 0;
    beforeRest(1, () => {
      makeTurnsShort();
      const others = () => {
        othersTurns += 1;
        setImmediate(others).unref();
      };
      others();
    });

    await client.listSources();

    // A turn after each slice, each row that is checked and each row that is gathered.
    expect(othersTurns).toBeGreaterThanOrEqual(SLICES + 2_000 - 1);
  });

  it.each(STAGES)('can be cancelled $when', async ({ rest }) => {
    const cancel = new AbortController();
    const enough = new Error('enough');
    const { url, requests } = await serveAnswers(LONG_LIST);
    const { client } = connect(url);
    beforeRest(rest, () => {
      makeTurnsShort();
      cancel.abort(enough);
    });

    await expect(client.listSources({ signal: cancel.signal })).rejects.toBe(
      enough,
    );
    expect(requests).toHaveLength(1);
  });

  it.each(STAGES)(
    'is given up $when, if its time is over',
    async ({ rest }) => {
      const { url, requests } = await serveAnswers(LONG_LIST);
      const { client } = connect(url, { limits: { callMs: 2_000 } });
      beforeRest(rest, () => sleep(2_100));

      await expect(client.listSources()).rejects.toMatchObject({
        failure: 'timedOut',
      });
      expect(requests).toHaveLength(1);
    },
  );

  it('may have an error for every row', async () => {
    const { url } = await serveAnswers({
      body: {
        ...LONG_LIST.body,
        errors: Array.from({ length: 1_000 }, (_, row) => ({
          message: 'access denied',
          path: ['sources', 'edges', row, 'node', 'createdBy'],
        })),
      },
    });
    const { client } = connect(url);

    const { sources, unavailableFields } = await client.listSources();

    expect(sources).toHaveLength(1_000);
    expect(unavailableFields).toEqual([
      { field: 'createdBy', reason: 'not permitted' },
    ]);
  });
});

describe('a long answer that is wrong', () => {
  it.each<[string, RawAnswer, RegExp]>([
    [
      'a list that breaks off',
      { body: LONG_LIST_TEXT.slice(0, -10) },
      /HTTP 200 with the text "\{"data":/,
    ],
    [
      'JSON of some other kind',
      { body: { rows: LONG_LIST.body.data } },
      /HTTP 200 with \d{6,} bytes of JSON/,
    ],
    [
      'a page',
      { body: `<title>Sign in</title>${' '.repeat(300 * 1024)}` },
      /HTTP 200 with a page titled "Sign in"/,
    ],
  ])('is quoted in a few words: %s', async (_, answer, words) => {
    const { url } = await serveAnswers(answer);
    const { client } = connect(url);

    const error = await client.listSources().catch(it => it);

    expect(error).toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringMatching(words),
    });
    expect(error.message.length).toBeLessThan(700);
  });
});

describe('an error of GraphQL', () => {
  it.each([
    [7, 'errors.1, all of it: expected object, received number'],
    [{ message: 7 }, 'errors.1, message: expected string, received number'],
  ])('that is none is named: %j', async (error, message) => {
    const { url } = await serveAnswers({
      body: { data: {}, errors: [{ message: 'access denied' }, error] },
    });
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining(message),
    });
  });
});
