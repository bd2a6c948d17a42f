import { BackendStarted } from '../backend/types';
import { createPeople } from '../catalog/createCatalog';
import { Backend, BackendOptions } from '../processes/Backend';
import { Databases } from '../processes/Databases';
import { freePort } from '../processes/freePort';
import { median, percentile } from '../report/percentile';
import { Figure } from '../types';

// Starts differ from one to the next by more than the plugin adds.
const PAIRS = 41;

/** Started again and again, with the plugin or without it. */
class Variant {
  readonly starts = new Array<BackendStarted>();
  readonly #options: BackendOptions;

  constructor(options: BackendOptions) {
    this.#options = options;
  }

  async start(): Promise<BackendStarted> {
    const backend = await Backend.start(this.#options);
    await backend.stop();
    return backend.started;
  }
}

/** How much later a backend can be used for having the plugin, while nobody answers for Panther. */
export async function measureStart(
  place: Pick<BackendOptions, 'modules' | 'repositories' | 'folder'>,
  databases: Databases,
): Promise<Figure[]> {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const create = async (withoutPanther: boolean) =>
    new Variant({
      ...place,
      withoutPanther,
      database: (await databases.create()).config,
      entities: createPeople(),
      panther: nobody,
      proxied: nobody,
    });
  const withPlugin = await create(false);
  const without = await create(true);
  for (let pair = 0; pair <= PAIRS; pair++) {
    // In turns, so that what changes on the machine changes for both.
    const order = pair % 2 ? [withPlugin, without] : [without, withPlugin];
    for (const variant of order) {
      const started = await variant.start();
      // The first start makes the tables.
      if (pair > 0) {
        variant.starts.push(started);
      }
    }
  }
  const added = (key: keyof BackendStarted) => {
    const differences = withPlugin.starts.map(
      (started, pair) => started[key] - (without.starts[pair]?.[key] ?? NaN),
    );
    const medians = [withPlugin, without].map(({ starts }) =>
      median(starts.map(started => started[key])).toFixed(0),
    );
    const [from, to] = [25, 75].map(p => percentile(differences, p).toFixed(0));
    return {
      value: median(differences),
      unit: 'ms' as const,
      note: `half of the pairs ${from} to ${to} ms; medians ${medians.join(
        ' and ',
      )} ms`,
    };
  };
  return [
    {
      name: `added to a start with Panther down, median of ${PAIRS} pairs`,
      limit: { atMost: 150 },
      ...added('startedAfterMs'),
    },
    { name: 'processor time of that', ...added('cpuMs') },
  ];
}
