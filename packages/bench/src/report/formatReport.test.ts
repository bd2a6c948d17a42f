import { formatReport, meetsLimit } from './formatReport';
import { Report } from './Report';

const report: Report = {
  startedAt: '2026-03-04T05:06:07.000Z',
  seconds: 600,
  machine: {
    cores: 2,
    processor: 'Example CPU',
    memoryGiB: 24,
    platform: 'linux 6.1 x64',
    node: '24.21.0',
    postgres: '18.4',
    loadBefore: 0.24,
  },
  sections: [
    {
      title: 'A tab',
      figures: [
        {
          name: 'p95',
          value: 64.27,
          unit: 'ms',
          limit: { atMost: 150 },
        },
        {
          name: 'usual way over ours',
          value: 12,
          unit: 'times',
          limit: { atLeast: 50 },
          note: 'p95 over p95',
        },
        { name: 'p50', value: 3.14159, unit: 'ms' },
      ],
    },
    { title: 'Questions', figures: [], broken: 'The route answered 404.' },
  ],
};

describe('formatReport', () => {
  const text = formatReport(report);

  it('says what it was measured on, and when', () => {
    expect(text).toContain(
      '2026-03-04, 2 cores (Example CPU), 24 GiB, linux 6.1 x64, Node 24.21.0, PostgreSQL 18.4, load before 0.2',
    );
  });

  it('holds each figure against its limit', () => {
    expect(text).toContain(
      [
        '| figure              | measured | limit      |      | note         |',
        '| ------------------- | -------- | ---------- | ---- | ------------ |',
        '| p95                 | 64.3 ms  | ≤ 150 ms   | pass |              |',
        '| usual way over ours | 12 times | ≥ 50 times | MISS | p95 over p95 |',
        '| p50                 | 3.14 ms  |            |      |              |',
      ].join('\n'),
    );
  });

  it('shows what is broken', () => {
    expect(text).toContain(
      '### Questions\n\n**Broken:** The route answered 404.',
    );
  });
});

describe('meetsLimit', () => {
  it('is met by the limit itself', () => {
    expect(meetsLimit(150, { atMost: 150 })).toBe(true);
    expect(meetsLimit(150.1, { atMost: 150 })).toBe(false);
    expect(meetsLimit(50, { atLeast: 50 })).toBe(true);
    expect(meetsLimit(49.9, { atLeast: 50 })).toBe(false);
  });
});
