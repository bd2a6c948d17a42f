import { median, percentile } from '../report/percentile';
import { Figure, View } from '../types';
import { WHOLE_LIST } from '../upstream/listSources';
import { Pauses } from '../viewers/types';
import { planViews, Portal } from './Portal';
import { TabTimes } from './tabs';

const DURATION_MS = 45_000;
const ALONE_MS = 12_000;
const VIEW_LIMIT_MS = 120_000;
const FILTERS = 10;

const VIEW: View = {
  name: 'whole list',
  method: 'POST',
  path: '/api/proxy/panther/public/graphql',
  body: WHOLE_LIST,
};

/** The usual plugin way: every view brings the whole list, of which the browser shows ten. */
export async function measureProxy(
  portal: Portal,
  /** Log sources of one tab. */
  ids: string[],
  { ours, pauses }: { ours: TabTimes; pauses?: Pauses },
): Promise<Figure[]> {
  const filterMs = await measureFilter(portal, ids);
  const plan = {
    ...planViews(portal, [VIEW], 0, pauses),
    timeoutMs: VIEW_LIMIT_MS,
  };
  const alone = await portal.viewers.look({
    ...plan,
    tokens: plan.tokens.slice(0, 1),
    durationMs: ALONE_MS,
  });
  const { samples, failures } = await portal.viewers.run({
    ...plan,
    durationMs: DURATION_MS,
  });
  // Everybody has a browser of their own, so that filtering only adds to each view.
  const times = samples.map(({ ms }) => ms + filterMs);
  const p95 = percentile(times, 95);
  const aloneMs = median(alone.map(({ ms }) => ms)) + filterMs;
  return [
    { name: '(b) usual way, p50', value: percentile(times, 50), unit: 'ms' },
    {
      name: '(b) usual way, p95',
      value: p95,
      unit: 'ms',
      note: `${samples.length} views${describeFailures(failures)}`,
    },
    { name: '(b) usual way, p99', value: percentile(times, 99), unit: 'ms' },
    {
      name: '(b) over (a), p95',
      value: p95 / ours.p95,
      unit: 'times',
      limit: { atLeast: 50 },
    },
    {
      name: '(b) usual way, one viewer alone, p50',
      value: aloneMs,
      unit: 'ms',
      note: `${
        alone.length
      } views; reading and filtering the list takes ${filterMs.toFixed(
        0,
      )} ms of it`,
    },
    {
      name: '(b) bytes of a view, gzipped',
      value: median(alone.map(({ bytes }) => bytes)) / 1024,
      unit: 'KiB',
    },
  ];
}

/** What a browser does with the list when it has arrived. */
async function measureFilter(
  { backend, tokens }: Portal,
  ids: string[],
): Promise<number> {
  const list = await backend.ask(VIEW.path, {
    method: 'POST',
    token: tokens[0],
    headers: { 'content-type': 'application/json' },
    body: VIEW.body,
  });
  const times = new Array<number>();
  for (let filter = 0; filter < FILTERS; filter++) {
    const startedAt = performance.now();
    const { data } = JSON.parse(list.toString());
    const found = data.sources.edges.filter(
      ({ node }: { node: { integrationId: string } }) =>
        ids.includes(node.integrationId),
    );
    times.push(performance.now() - startedAt);
    if (found.length !== ids.length) {
      throw new Error(`The proxied list has ${found.length} of ${ids.length}`);
    }
  }
  return median(times);
}

function describeFailures(failures: Record<string, number>): string {
  return Object.entries(failures)
    .map(([reason, count]) => `, ${count} failed: ${reason}`)
    .join('');
}
