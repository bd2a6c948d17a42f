import { BackendStarted } from '../backend/types';
import { createPeople } from '../catalog/createCatalog';
import { Backend, BackendOptions } from '../processes/Backend';
import { Databases } from '../processes/Databases';
import { freePort } from '../processes/freePort';
import { median } from '../report/percentile';
import { Figure } from '../types';

const STARTS = 7;

interface Variant {
  options: BackendOptions;
  starts: BackendStarted[];
}

/** How much later a backend can be used for having the plugin, while nobody answers for Panther. */
export async function measureStart(
  place: Pick<BackendOptions, 'modules' | 'folder'>,
  databases: Databases,
): Promise<Figure[]> {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const variants = new Array<Variant>();
  for (const withoutPanther of [false, true]) {
    variants.push({
      starts: new Array<BackendStarted>(),
      options: {
        ...place,
        withoutPanther,
        database: (await databases.create()).config,
        entities: createPeople(),
        panther: nobody,
        proxied: nobody,
      },
    });
  }
  // In turns, so that what changes on the machine changes for both. The first start makes the tables.
  for (let start = 0; start <= STARTS; start++) {
    for (const { starts, options } of variants) {
      const backend = await Backend.start(options);
      await backend.stop();
      if (start > 0) {
        starts.push(backend.started);
      }
    }
  }
  const added = (key: keyof BackendStarted) => {
    const [withPlugin = NaN, without = NaN] = variants.map(({ starts }) =>
      median(starts.map(started => started[key])),
    );
    return {
      value: withPlugin - without,
      unit: 'ms' as const,
      note: `${withPlugin.toFixed(0)} and ${without.toFixed(0)} ms`,
    };
  };
  return [
    {
      name: `added to a start with Panther down, medians of ${STARTS}`,
      limit: { atMost: 150 },
      ...added('startedAfterMs'),
    },
    { name: 'processor time of that', ...added('cpuMs') },
  ];
}
