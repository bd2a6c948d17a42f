import { countAtOnce, countWithin, UpstreamCall } from './UpstreamCall';

function call(startedAt: number, endedAt?: number): UpstreamCall {
  return { operation: 'sources', startedAt, endedAt };
}

describe('countAtOnce', () => {
  it('is the most calls that ran at the same time', () => {
    expect(countAtOnce([call(0, 10), call(5, 15), call(9, 12)])).toBe(3);
  });

  it('does not count a call that ended just when the next one started', () => {
    expect(countAtOnce([call(10, 20), call(0, 10)])).toBe(1);
  });

  it('takes a call without an end for one that still runs', () => {
    expect(countAtOnce([call(0), call(100, 110)])).toBe(2);
  });

  it('is nothing where nothing was called', () => {
    expect(countAtOnce([])).toBe(0);
  });
});

describe('countWithin', () => {
  it('is the most calls that started within the length', () => {
    const calls = [0, 20, 40, 44, 47, 60].map(at => call(at, at + 1));
    expect(countWithin(calls, 18)).toBe(3);
    expect(countWithin(calls, 4)).toBe(2);
  });

  it('leaves out a call that started just when the length was over', () => {
    expect(countWithin([call(0), call(20)], 20)).toBe(1);
  });

  it('is nothing where nothing was called', () => {
    expect(countWithin([], 20)).toBe(0);
  });
});
