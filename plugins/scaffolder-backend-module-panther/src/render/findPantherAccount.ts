import { InputError } from '@backstage/errors';
import { askBackend } from '../context/askBackend';
import { ActionOptions, StepContext } from '../context/types';

/** Panther's own AWS account, as it is configured for an instance. */
export async function findPantherAccount(
  ctx: Pick<StepContext, 'getInitiatorCredentials' | 'logger' | 'signal'>,
  { panther, instance }: ActionOptions & { instance: string },
): Promise<string> {
  const { items } = await askBackend(ctx, { panther }, (client, options) =>
    client.listInstances(options),
  );
  const found = items.find(({ id }) => id === instance);
  if (!found) {
    throw new InputError(
      `instance: There is no Panther instance '${instance}'; choose one of ${items
        .map(({ id }) => id)
        .join(', ')}.`,
    );
  }
  if (!found.awsAccountId) {
    throw new InputError(
      `pantherAwsAccountId: The AWS account of Panther is not known for the instance '${instance}'; give it here, or have it set in app-config as awsAccountId of that instance (panther.awsAccountId or panther.instances[].awsAccountId). The Panther Console has it under Settings, General.`,
    );
  }
  return found.awsAccountId;
}
