import { mockServices } from '@backstage/backend-test-utils';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonObject, JsonValue } from '@backstage/types';
import { createCheckpoints } from './createCheckpoints';
import { users } from './users';

/** Runs an action as a step of a task, and resolves to what it gives. */
export async function runStep<TInput extends JsonObject>(
  action: TemplateAction<TInput, any>,
  options: {
    input: TInput;
    taskId?: string;
    isDryRun?: boolean;
    workspacePath?: string;
    signal?: AbortSignal;
    each?: JsonObject;
    credentials?: typeof users.paula;
    checkpoints?: ReturnType<typeof createCheckpoints>;
    logger?: Partial<ActionContext<TInput>['logger']>;
  },
): Promise<Record<string, JsonValue | undefined>> {
  const outputs: Record<string, JsonValue | undefined> = {};
  const { checkpoint } = options.checkpoints ?? createCheckpoints();
  await action.handler({
    ...createMockActionContext<TInput>({
      input: options.input,
      task: { id: options.taskId ?? 'task-1' },
      workspacePath: options.workspacePath ?? '/nowhere',
    }),
    // The mock leaves these out.
    isDryRun: options.isDryRun,
    signal: options.signal,
    each: options.each,
    checkpoint,
    logger: mockServices.logger.mock(options.logger),
    getInitiatorCredentials: async () => options.credentials ?? users.paula,
    output: (name, value) => {
      outputs[String(name)] = value;
    },
  });
  return outputs;
}
