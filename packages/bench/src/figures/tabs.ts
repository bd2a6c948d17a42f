import { Work } from '../backend/types';
import { percentile } from '../report/percentile';
import { Figure, Sample, View } from '../types';
import { FLOOR_VIEWS, planViews, Portal, TAB_VIEWS } from './Portal';

const WARM_UP_MS = 8_000;

interface Subject {
  views: View[];
  samples: Sample[];
  work: Work;
}

export interface TabTimes {
  p50: number;
  p95: number;
  p99: number;
}

/** What a view of our tab takes, beside the floor's; `ours` are the times alone. */
export async function measureTabs(
  portal: Portal,
  options: { rounds: number; roundMs: number },
): Promise<{ figures: Figure[]; ours: TabTimes }> {
  const ours = newSubject(TAB_VIEWS);
  const floor = newSubject(FLOOR_VIEWS);
  for (const { views } of [ours, floor]) {
    await portal.viewers.look(planViews(portal, views, WARM_UP_MS));
  }
  for (let round = 0; round < options.rounds; round++) {
    // Turn about, so that what changes on the machine changes for both.
    const order = round % 2 ? [floor, ours] : [ours, floor];
    for (const subject of order) {
      await portal.backend.takeWork();
      const plan = planViews(portal, subject.views, options.roundMs);
      subject.samples.push(...(await portal.viewers.look(plan)));
      add(subject.work, await portal.backend.takeWork());
    }
  }
  const oursTimes = timesOf(ours.samples);
  const floorTimes = timesOf(floor.samples);
  return {
    ours: oursTimes,
    figures: [
      { name: '(a) ours, p50', value: oursTimes.p50, unit: 'ms' },
      {
        name: '(a) ours, p95',
        value: oursTimes.p95,
        unit: 'ms',
        limit: { atMost: 150 },
        note: describe(ours),
      },
      { name: '(a) ours, p99', value: oursTimes.p99, unit: 'ms' },
      {
        name: '(a) bytes of a tab of ten log sources, gzipped, at most',
        value: Math.max(...ours.samples.map(({ bytes }) => bytes)) / 1024,
        unit: 'KiB',
        limit: { atMost: 15 },
      },
      { name: '(c) floor, p50', value: floorTimes.p50, unit: 'ms' },
      {
        name: '(c) floor, p95',
        value: floorTimes.p95,
        unit: 'ms',
        note: describe(floor),
      },
      { name: '(c) floor, p99', value: floorTimes.p99, unit: 'ms' },
      {
        name: '(a) over (c), p95',
        value: oursTimes.p95 / floorTimes.p95,
        unit: 'times',
        limit: { atMost: 1.5 },
        note: `p50 ${(oursTimes.p50 / floorTimes.p50).toFixed(2)} times`,
      },
    ],
  };
}

function newSubject(views: View[]): Subject {
  return { views, samples: [], work: { requests: {}, cpuMs: 0 } };
}

function add(sum: Work, { requests, cpuMs }: Work): void {
  sum.cpuMs += cpuMs;
  for (const [plugin, count] of Object.entries(requests)) {
    sum.requests[plugin] = (sum.requests[plugin] ?? 0) + count;
  }
}

function timesOf(samples: Sample[]): TabTimes {
  const times = samples.map(({ ms }) => ms);
  return {
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
  };
}

/** What a view costs, by which one sees that the floor is a floor of ours. */
function describe({ work, samples }: Subject): string {
  const each = (total = 0) => (total / samples.length).toFixed(1);
  return [
    `${samples.length} views`,
    `each ${each(work.cpuMs)} ms of processor`,
    `${each(work.requests.catalog)} requests to catalog`,
    `${each(work.requests.permission)} to permission`,
  ].join(', ');
}
