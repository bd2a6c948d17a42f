import { JsonObject } from '@backstage/types';
import { PantherApi, UnclearWrite } from 'backstage-plugin-panther-common';
import { createHash } from 'node:crypto';
import { askBackend } from './askBackend';
import { ActionOptions, StepContext } from './types';

/**
 * Writes through the Panther backend, and keeps what became of it, so that a task that runs again
 * does not write again. The idempotency key is for a task that stopped after the write and before
 * it was kept.
 */
export async function writeOnce<
  TAnswer extends object,
  TKept extends JsonObject,
>(
  ctx: StepContext,
  options: ActionOptions & {
    actionId: string;
    write: (
      client: PantherApi,
      options: { signal?: AbortSignal; idempotencyKey: string },
    ) => Promise<TAnswer | UnclearWrite>;
    /** What is worth keeping, which the task's state then has: no secrets. */
    keep: (answer: TAnswer) => TKept;
  },
): Promise<TKept> {
  const { actionId, panther, write, keep } = options;
  const wish = hash([actionId, ctx.each?.value, ctx.input]);
  // A hash, since a step's id may hold what no header may, and be of any length.
  const idempotencyKey = hash([ctx.task.id, ctx.step?.id, wish]);
  const whenCancelled =
    'The task was cancelled while Panther was being asked; what it was asked for may have been done all the same.';
  const whenUnanswered =
    'What it was asked for may have been done all the same; retry this step to settle it, nothing is done twice.';
  return ctx.checkpoint({
    key: `${actionId}.${wish}`,
    fn: async () => {
      const answer = await askBackend(
        ctx,
        { panther, whenCancelled, whenUnanswered },
        (client, { signal }) => write(client, { signal, idempotencyKey }),
      );
      if (isUnclear(answer)) {
        throw new Error(
          `${answer.message} Retry this step to settle it; nothing is done twice.`,
        );
      }
      return keep(answer);
    },
  });
}

/**
 * All that tells one call of an action from another. Of an `each` it is the item and not its place,
 * which is another one when the list has changed before a retry.
 */
function hash(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function isUnclear<TAnswer extends object>(
  answer: TAnswer | UnclearWrite,
): answer is UnclearWrite {
  return 'outcome' in answer;
}
