import { askBackend } from './askBackend';
import { ActionOptions, StepContext } from './types';

/** Where the Panther Console of an instance is, where it is configured. */
export async function findConsoleUrl(
  ctx: StepContext,
  { panther, instance }: ActionOptions & { instance: string },
): Promise<string | undefined> {
  const { items } = await askBackend(ctx, { panther }, (client, options) =>
    client.listInstances(options),
  );
  return items.find(({ id }) => id === instance)?.freshness.consoleUrl;
}
