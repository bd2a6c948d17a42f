import { createPeople } from '../catalog/createCatalog';
import { Backend, BackendOptions } from '../processes/Backend';
import { Databases } from '../processes/Databases';
import {
  readAsOf,
  requestRead,
  signIn,
  waitForRead,
} from '../processes/portal';
import { MemoryUse } from '../backend/types';
import { median } from '../report/percentile';
import { Figure, View } from '../types';
import { Pauses } from '../viewers/types';
import { Viewers } from '../viewers/Viewers';
import { planViews } from './Portal';

const READS = 4;
const RUNS = 3;
const BUSY_MS = 40_000;
const NO_PAUSES: Pauses = { leastMs: 0, mostMs: 0 };
const CATALOG: View = {
  name: 'catalog',
  method: 'GET',
  path: '/api/catalog/entities/by-query?limit=100',
};
const BYTES_PER_MB = 1e6;

/**
 * How much more a backend needs for having the plugin, which reads Panther a few times while the
 * backend is busy: V8 lets garbage lie until it has enough of it, so that both have to make so much
 * of it that it is collected.
 */
export async function measureMemory(
  place: Omit<BackendOptions, 'database' | 'entities' | 'withoutPanther'>,
  databases: Databases,
): Promise<Figure[]> {
  const withPlugin = new Array<MemoryUse>();
  const without = new Array<MemoryUse>();
  for (let run = 1; run <= RUNS; run++) {
    for (const uses of [withPlugin, without]) {
      uses.push(
        await measure({
          ...place,
          withoutPanther: uses === without,
          database: (await databases.create()).config,
          entities: createPeople(),
        }),
      );
    }
  }
  const added = (name: string, key: keyof MemoryUse): Figure => {
    const all = [withPlugin, without].map(uses =>
      uses.map(use => use[key] / BYTES_PER_MB),
    );
    const [withMb = NaN, withoutMb = NaN] = all.map(median);
    return {
      name: `${name}, medians of ${RUNS}`,
      value: withMb - withoutMb,
      unit: 'MB',
      limit: { atMost: 150 },
      note: all
        .map(mbs => mbs.map(mb => mb.toFixed(0)).join(', '))
        .join(' MB and without it '),
    };
  };
  return [
    added('memory added at rest, heap', 'heapUsedBytes'),
    added('memory added at rest, resident', 'residentBytes'),
    added('memory added at its peak, resident', 'peakResidentBytes'),
  ];
}

async function measure(options: BackendOptions): Promise<MemoryUse> {
  const backend = await Backend.start(options);
  const viewers = Viewers.start(options.modules);
  try {
    const tokens = await signIn(backend);
    const [token = ''] = tokens;
    await Promise.all([
      viewers.look(
        planViews({ backend, tokens }, [CATALOG], BUSY_MS, NO_PAUSES),
      ),
      options.withoutPanther ? undefined : readRepeatedly(backend, token),
    ]);
    return await backend.measureMemory();
  } finally {
    await viewers.stop();
    await backend.stop();
  }
}

async function readRepeatedly(backend: Backend, token: string): Promise<void> {
  await waitForRead(backend, token);
  for (let read = 1; read < READS; read++) {
    const before = await readAsOf(backend, token);
    await requestRead(backend, token);
    await waitForRead(backend, token, before);
  }
}
