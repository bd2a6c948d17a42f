import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';

type Checkpoint = ActionContext<JsonObject>['checkpoint'];

/** The state of one task, which outlives the runs of its steps, as the scaffolder keeps it. */
export function createCheckpoints() {
  const kept = new Map<string, string>();
  let crashes = false;
  const checkpoint: Checkpoint = async ({ key, fn }) => {
    const earlier = kept.get(key);
    if (earlier !== undefined) {
      return JSON.parse(earlier);
    }
    const value = await fn();
    if (crashes) {
      crashes = false;
      throw new Error('The scaffolder was killed');
    }
    kept.set(key, JSON.stringify(value ?? {}));
    return value;
  };
  return {
    checkpoint,
    keys: () => [...kept.keys()],
    values: () => [...kept.values()],
    /** The next time, what was done is not kept. */
    crashNext() {
      crashes = true;
    },
  };
}
