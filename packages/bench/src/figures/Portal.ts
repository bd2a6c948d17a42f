import {
  COMPONENTS,
  SOURCES_PER_TAB,
  VIEWED_COMPONENTS,
  componentName,
} from '../catalog/createCatalog';
import { Backend } from '../processes/Backend';
import {
  signIn,
  waitForComponents,
  waitForRead,
  waitForRest,
} from '../processes/portal';
import { Relay } from '../upstream/Relay';
import { View } from '../types';
import { Pauses, ViewingPlan } from '../viewers/types';
import { Viewers } from '../viewers/Viewers';

/** The backend that is looked at, and those who look. */
export interface Portal {
  backend: Backend;
  viewers: Viewers;
  /** One for each viewer. */
  tokens: string[];
  /** What the backend asks Panther through. */
  relay: Relay;
}

const names = Array.from({ length: VIEWED_COMPONENTS }, (_, index) =>
  componentName(index),
);

/** The tab of each component, by our route. */
export const TAB_VIEWS: View[] = names.map(name => ({
  name,
  method: 'GET',
  path: `/api/panther/entities/component/default/${name}/log-sources`,
}));

/** What the names of the floor's views begin with. */
export const FLOOR = 'floor ';

/** The same bytes from memory. */
export const FLOOR_VIEWS: View[] = names.map(name => ({
  name: FLOOR + name,
  method: 'GET',
  path: `/api/bench/floor/entities/component/default/${name}`,
}));

/**
 * A second in the middle, and not the same for everybody: a backend answers those who ask together
 * together, so that they would ask together for the second time, and ever after.
 */
const ABOUT_A_SECOND: Pauses = { leastMs: 500, mostMs: 1_500 };

/** What becomes of viewers who are no people. */
export const EXACTLY_A_SECOND: Pauses = { leastMs: 1_000, mostMs: 1_000 };

/** Everybody looks, pausing between two views. */
export function planViews(
  { backend, tokens }: Pick<Portal, 'backend' | 'tokens'>,
  views: View[],
  durationMs: number,
  pauses = ABOUT_A_SECOND,
): ViewingPlan {
  return {
    origin: backend.origin,
    tokens,
    views,
    durationMs,
    pauses,
    timeoutMs: 30_000,
  };
}

/** Resolves when the backend has read everything and has nothing to do but to be looked at. */
export async function openPortal(
  parts: Omit<Portal, 'tokens'>,
): Promise<Portal> {
  const { backend } = parts;
  const portal = { ...parts, tokens: await signIn(backend) };
  const [token = ''] = portal.tokens;
  await waitForComponents(backend, token, COMPONENTS);
  await waitForRead(backend, token);
  await prepareFloor(portal);
  await waitForRest(backend);
  return portal;
}

/** Gives the floor what our route answers now, and makes sure that this is what is to be measured. */
async function prepareFloor({ backend, tokens }: Portal): Promise<void> {
  for (const { name, path } of TAB_VIEWS) {
    const answer = await backend.ask(path, { token: tokens[0] });
    const { links } = JSON.parse(answer.toString());
    const found = links.filter(
      ({ state }: { state: string }) => state === 'found',
    ).length;
    if (found < SOURCES_PER_TAB) {
      throw new Error(
        `The tab of ${name} shows ${found} log sources and not ${SOURCES_PER_TAB}`,
      );
    }
    await backend.setFloorAnswer(name, answer);
  }
  // Ours has been asked once by now, too.
  for (const { path } of FLOOR_VIEWS) {
    await backend.ask(path, { token: tokens[0] });
  }
}
