import { median, percentile } from './percentile';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is the value that so many percent do not exceed', () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 95)).toBe(95);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
  });

  it('is always one of the values', () => {
    expect(percentile([1, 1000], 50)).toBe(1);
    expect(percentile([1, 1000], 51)).toBe(1000);
    expect(percentile([7], 99)).toBe(7);
  });

  it('does not sort numbers as text', () => {
    expect(percentile([9, 10, 100], 100)).toBe(100);
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    percentile(values, 50);
    expect(values).toEqual([3, 1, 2]);
  });

  it('does not make up a value where there is none', () => {
    expect(() => percentile([], 95)).toThrow('no percentile of no values');
  });
});

describe('median', () => {
  it('is the one in the middle', () => {
    expect(median([30, 10, 20])).toBe(20);
  });
});
