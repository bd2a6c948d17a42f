import { teamRef } from '../catalog/createCatalog';
import { percentile } from '../report/percentile';
import { Figure, Sample, View } from '../types';
import { ListedSource } from '../upstream/listSources';
import { waitForLinks } from './linkIndex';
import { planViews, Portal } from './Portal';

const DURATION_MS = 70_000;
const SORTS = ['label', 'status', 'type', 'lastEventReceivedAt', 'createdAt'];
const LIMIT_MS = 250;

/** The first page of every filter with every sort, everybody asking the next one in turn. */
export async function measureQuestions(
  portal: Portal,
  sources: ListedSource[],
): Promise<Figure[]> {
  await waitForLinks(portal);
  const views = createQuestions(sources);
  const alone = new Array<number>();
  for (const { path } of views) {
    const startedAt = performance.now();
    await portal.backend.ask(path, { token: portal.tokens[0] });
    alone.push(performance.now() - startedAt);
  }
  const samples = await portal.viewers.look(
    planViews(portal, views, DURATION_MS),
  );
  const byQuestion = group(samples, ({ view }) => view);
  const slowest = [...byQuestion].sort(
    ([, one], [, other]) => p95(other) - p95(one),
  )[0];
  return [
    {
      name: 'first page, all questions, p95',
      value: p95(samples),
      unit: 'ms',
      limit: { atMost: LIMIT_MS },
      note: `${samples.length} questions, p50 ${percentile(
        samples.map(({ ms }) => ms),
        50,
      ).toFixed(0)} ms`,
    },
    {
      name: 'first page, each question asked once and alone, p95',
      value: percentile(alone, 95),
      unit: 'ms',
      note: `p50 ${percentile(alone, 50).toFixed(0)} ms`,
    },
    ...[...group(samples, ({ view }) => partsOf(view).filter)].map(
      ([filter, ofFilter]): Figure => ({
        name: `filter ${filter}, any sort, p95`,
        value: p95(ofFilter),
        unit: 'ms',
        limit: { atMost: LIMIT_MS },
      }),
    ),
    ...[...group(samples, ({ view }) => partsOf(view).sort)].map(
      ([sort, ofSort]): Figure => ({
        name: `sort ${sort}, any filter, p95`,
        value: p95(ofSort),
        unit: 'ms',
        limit: { atMost: LIMIT_MS },
      }),
    ),
    ...(slowest
      ? [
          {
            name: 'the slowest question, p95',
            value: p95(slowest[1]),
            unit: 'ms',
            limit: { atMost: LIMIT_MS },
            note: `${slowest[0]}, asked ${slowest[1].length} times; one of ${byQuestion.size} questions`,
          } satisfies Figure,
        ]
      : []),
  ];
}

/** Each filter of the route, and none, with each sort both ways. */
export function createQuestions(sources: ListedSource[]): View[] {
  const s3Source = sources.find(({ bucket }) => bucket);
  if (!s3Source?.bucket || !s3Source.awsAccountId) {
    throw new Error('The sandbox has no S3 source to ask for');
  }
  const filters: Record<string, string> = {
    instance: 'default',
    type: 'aws-s3',
    status: 'unhealthy',
    logType: 'AWS.CloudTrail',
    bucket: s3Source.bucket,
    awsAccountId: s3Source.awsAccountId,
    'linked=true': 'true',
    'linked=false': 'false',
    owner: teamRef(0),
    q: 'payments',
  };
  const queries = Object.entries(filters).map(([name, value]) => ({
    filter: name,
    query: `${name.replace(/=.*/, '')}=${encodeURIComponent(value)}&`,
  }));
  return [{ filter: 'none', query: '' }, ...queries].flatMap(
    ({ filter, query }) =>
      SORTS.flatMap(sort => [sort, `-${sort}`]).map(
        (sort): View => ({
          name: `${filter} by ${sort}`,
          method: 'GET',
          path: `/api/panther/log-sources?${query}sort=${sort}`,
        }),
      ),
  );
}

function partsOf(view: string): { filter: string; sort: string } {
  const [filter = '', sort = ''] = view.split(' by ');
  return { filter, sort };
}

function group(
  samples: Sample[],
  keyOf: (sample: Sample) => string,
): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = keyOf(sample);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return groups;
}

function p95(samples: Sample[]): number {
  return percentile(
    samples.map(({ ms }) => ms),
    95,
  );
}
