import { requestRead } from '../processes/portal';
import { Figure } from '../types';
import { waitUntil } from '../waitUntil';
import { Portal, TAB_VIEWS } from './Portal';
import { measureTabs } from './tabs';

const DURATION_MS = 90_000;
const STALE_LIMIT = { timeoutMs: 90_000, everyMs: 500 };

/** The same views after a refresh has failed; the sandbox has to be stopped before. */
export async function measureOutage(portal: Portal): Promise<Figure[]> {
  const [view] = TAB_VIEWS;
  const [token = ''] = portal.tokens;
  await requestRead(portal.backend, token);
  await waitUntil(
    'An answer that says that it is stale',
    async () => {
      const answer = await portal.backend.ask(view?.path ?? '', {
        token,
      });
      const { freshness } = JSON.parse(answer.toString());
      return freshness[0].stale ? true : undefined;
    },
    STALE_LIMIT,
  );
  const { figures } = await measureTabs(portal, {
    durationMs: DURATION_MS,
  });
  return figures;
}
