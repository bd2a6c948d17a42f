import { EventLoopDelay } from '../backend/types';
import {
  COMPONENTS,
  SOURCES_PER_TAB,
  VIEWED_COMPONENTS,
} from '../catalog/createCatalog';
import { Figure } from '../types';
import { waitUntil } from '../waitUntil';
import { Portal } from './Portal';

const TASK = 'update-link-index';
const SCHEDULER = '/api/panther/.backstage/scheduler/v1/tasks';
const PASS_LIMIT = { timeoutMs: 120_000, everyMs: 50 };
const LINKED_SOURCES =
  VIEWED_COMPONENTS * SOURCES_PER_TAB + (COMPONENTS - VIEWED_COMPONENTS);

/** What one pass takes that finds nothing new, and one that has everything to write. */
export async function measureLinkIndex(
  portal: Portal,
  /** Empties the tables of the link index. */
  forget: () => Promise<void>,
): Promise<Figure[]> {
  await passOnce(portal);
  const unchanged = await passOnce(portal);
  await idle(portal);
  await forget();
  const everything = await passOnce(portal);
  // A pass that wrote nothing would be a fast one.
  await waitForLinks(portal);
  return [
    ...describe('nothing new', unchanged),
    ...describe('everything new', everything),
  ];
}

interface MeasuredPass extends EventLoopDelay {
  ms: number;
}

/** As Backstage's scheduler tells it. */
type TaskState =
  | { status: 'running'; startedAt: string }
  | { status: 'idle'; lastRunEndedAt?: string; lastRunError?: string };

async function passOnce(portal: Portal): Promise<MeasuredPass> {
  const { backend, tokens } = portal;
  await idle(portal);
  await backend.ask(`${SCHEDULER}/${TASK}/trigger`, {
    method: 'POST',
    token: tokens[0],
  });
  const startedAt = await waitUntil(
    'A pass of the link index',
    async () => {
      const state = await readState(portal);
      return state.status === 'running' ? state.startedAt : undefined;
    },
    PASS_LIMIT,
  );
  await backend.takeEventLoopDelay();
  const endedAt = await idle(portal);
  const delay = await backend.takeEventLoopDelay();
  return { ms: Date.parse(endedAt) - Date.parse(startedAt), ...delay };
}

/** Resolves with the end of the last pass when none is running. */
function idle(portal: Portal): Promise<string> {
  return waitUntil(
    'The end of a pass of the link index',
    async () => {
      const state = await readState(portal);
      return state.status === 'idle' ? state.lastRunEndedAt : undefined;
    },
    PASS_LIMIT,
  );
}

async function readState({ backend, tokens }: Portal): Promise<TaskState> {
  const answer = await backend.ask(SCHEDULER, { token: tokens[0] });
  const { tasks }: { tasks: { taskId: string; taskState: TaskState }[] } =
    JSON.parse(answer.toString());
  const task = tasks.find(({ taskId }) => taskId === TASK);
  if (!task) {
    throw new Error(`The backend has no scheduled task ${TASK}`);
  }
  return task.taskState;
}

/** Resolves when the link index knows all links there are. */
export async function waitForLinks({ backend, tokens }: Portal): Promise<void> {
  await waitUntil(
    `An index of ${LINKED_SOURCES} linked log sources`,
    async () => {
      const answer = await backend.ask(
        '/api/panther/log-sources?linked=true&limit=1',
        { token: tokens[0] },
      );
      const { total } = JSON.parse(answer.toString());
      return total === LINKED_SOURCES ? true : undefined;
    },
    { timeoutMs: 150_000, everyMs: 1_000 },
  );
}

function describe(situation: string, pass: MeasuredPass): Figure[] {
  return [
    {
      name: `pass over ${COMPONENTS} components, ${situation}`,
      value: pass.ms / 1000,
      unit: 's',
      limit: { atMost: 10 },
    },
    {
      name: `event loop delay in it, ${situation}, p99`,
      value: pass.p99Ms,
      unit: 'ms',
      limit: { atMost: 50 },
    },
    {
      name: `event loop delay in it, ${situation}, most`,
      value: pass.maxMs,
      unit: 'ms',
      limit: { atMost: 150 },
    },
  ];
}
