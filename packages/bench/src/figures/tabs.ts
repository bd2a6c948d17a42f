import { Work } from '../backend/types';
import { percentile } from '../report/percentile';
import { Figure, Sample, View } from '../types';
import { Pauses } from '../viewers/types';
import { FLOOR, FLOOR_VIEWS, planViews, Portal, TAB_VIEWS } from './Portal';

/** How long each is looked at alone, by which one sees what a view costs; it warms up, too. */
const ALONE_MS = 10_000;

interface Subject {
  views: View[];
  samples: Sample[];
  work: string;
}

export interface TabTimes {
  p50: number;
  p95: number;
  p99: number;
}

/** What a view of our tab takes, beside the floor's; `ours` are the times alone. */
export async function measureTabs(
  portal: Portal,
  options: { durationMs: number; pauses?: Pauses },
): Promise<{ figures: Figure[]; ours: TabTimes }> {
  const ours = await lookAlone(portal, TAB_VIEWS);
  const floor = await lookAlone(portal, FLOOR_VIEWS);
  // Everybody looks at one and then at the other, so that whatever happens meanwhile, refreshes and
  // passes of the link index, happens to both.
  const inTurn = ours.views.flatMap((view, index) => [
    view,
    ...floor.views.slice(index, index + 1),
  ]);
  const looked = await portal.viewers.look(
    planViews(portal, inTurn, options.durationMs, options.pauses),
  );
  for (const sample of looked) {
    const isFloor = sample.view.startsWith(FLOOR);
    (isFloor ? floor : ours).samples.push(sample);
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

/** The samples of looking alone are not kept: they would be those of another moment. */
async function lookAlone(portal: Portal, views: View[]): Promise<Subject> {
  await portal.backend.takeWork();
  const samples = await portal.viewers.look(planViews(portal, views, ALONE_MS));
  const work = describeWork(await portal.backend.takeWork(), samples.length);
  return { views, samples: [], work };
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
function describeWork(work: Work, views: number): string {
  const each = (total = 0) => (total / views).toFixed(1);
  return [
    `each ${each(work.cpuMs)} ms of processor`,
    `${each(work.requests.catalog)} requests to catalog`,
    `${each(work.requests.permission)} to permission`,
  ].join(', ');
}

function describe({ work, samples }: Subject): string {
  return `${samples.length} views, ${work}`;
}
