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
import { Figure, View } from '../types';
import { Viewers } from '../viewers/Viewers';
import { planViews } from './Portal';

const READS = 4;
const BUSY_MS = 10_000;
const CATALOG: View = {
  name: 'catalog',
  method: 'GET',
  path: '/api/catalog/entities/by-query?limit=100',
};
const BYTES_PER_MB = 1e6;

/** How much more a backend needs for having the plugin, when it has read Panther a few times. */
export async function measureMemory(
  place: Omit<BackendOptions, 'database' | 'entities' | 'withoutPanther'>,
  databases: Databases,
): Promise<Figure[]> {
  const [withPlugin, without] = await Promise.all(
    [false, true].map(async withoutPanther =>
      measure({
        ...place,
        withoutPanther,
        database: (await databases.create()).config,
        entities: createPeople(),
      }),
    ),
  );
  if (!withPlugin || !without) {
    throw new Error('A backend was not measured');
  }
  const added = (name: string, key: keyof MemoryUse): Figure => ({
    name,
    value: (withPlugin[key] - without[key]) / BYTES_PER_MB,
    unit: 'MB',
    limit: { atMost: 150 },
    note: `${(withPlugin[key] / BYTES_PER_MB).toFixed(0)} and ${(
      without[key] / BYTES_PER_MB
    ).toFixed(0)} MB`,
  });
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
    if (!options.withoutPanther) {
      await readRepeatedly(backend, token);
    }
    // Reading is work that makes V8 allow itself more; so both have to work, as in any portal.
    await viewers.look({
      ...planViews({ backend, tokens }, [CATALOG], BUSY_MS),
      pauseMs: 0,
    });
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
