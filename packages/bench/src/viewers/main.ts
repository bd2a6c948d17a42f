import { Agent } from 'undici';
import { runViewers } from './runViewers';
import { ViewersAnswer, ViewingPlan } from './types';

// Connections stay open from one plan to the next, as those of a browser do.
const agent = new Agent({
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: 4_000,
});

process.on('message', async (plan: ViewingPlan) => {
  let answer: ViewersAnswer;
  try {
    answer = { result: await runViewers(plan, agent) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.send?.(answer);
});
process.once('disconnect', () => process.exit());
