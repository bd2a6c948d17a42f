import { BackendStarted } from '../backend/types';
import { createPeople } from '../catalog/createCatalog';
import { Backend, BackendOptions } from '../processes/Backend';
import { Databases } from '../processes/Databases';
import { freePort } from '../processes/freePort';
import { median } from '../report/percentile';
import { Figure } from '../types';

// Starts differ from one to the next by more than the plugin adds.
const STARTS = 16;

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
  const [withPlugin = [], without = []] = variants.map(({ starts }) => starts);
  const added = (key: keyof BackendStarted) => {
    const differences = withPlugin.map(
      (started, pair) => started[key] - (without[pair]?.[key] ?? NaN),
    );
    const medians = [withPlugin, without].map(starts =>
      median(starts.map(started => started[key])).toFixed(0),
    );
    return {
      value: median(differences),
      unit: 'ms' as const,
      note: `medians of all ${medians.join(' and ')} ms`,
    };
  };
  return [
    {
      name: `added to a start with Panther down, median of ${STARTS} pairs`,
      limit: { atMost: 150 },
      ...added('startedAfterMs'),
    },
    { name: 'processor time of that', ...added('cpuMs') },
  ];
}
