import { HumanDuration } from '@backstage/types';
import { NotFoundError } from '@backstage/errors';

/** One Panther tenant as the rest of the backend sees it: checked, with every default filled in. */
export interface InstanceConfig {
  /** What log source refs start with; `default` for the only instance of a flat configuration. */
  id: string;
  /** Where the instance stands in the configuration, such as `panther.instances[0]`, for messages. */
  configKey: string;
  /** What people call the tenant. */
  title: string;
  /** Root of the REST API, with no trailing slash. */
  restUrl: string;
  /** The GraphQL endpoint. */
  graphqlUrl: string;
  /** Root of the Panther Console, with no trailing slash; without it nothing links there. */
  consoleUrl?: string;
  /** Token with the permission View Log Sources. */
  apiToken: string;
  /** Token with View and Manage Log Sources; without it nothing can be written. */
  manageToken?: string;
  /** Panther's own AWS account, which the IAM trust policies name. */
  awsAccountId?: string;
  /** Which of Panther's two APIs writes S3 sources. */
  s3Api: 'rest' | 'graphql';
  refresh: {
    frequency: HumanDuration;
    timeout: HumanDuration;
  };
  /** How long log sources may go without an event before they count as silent. */
  silence: {
    after: HumanDuration;
    /** By log type; the shortest of a log source's log types counts. */
    logTypes: Record<string, HumanDuration>;
    /** By integration id; counts before any log type. */
    logSources: Record<string, HumanDuration>;
  };
}

/** Returns what is kept for an instance. Throws a `NotFoundError` that names the configured ones. */
export function getConfigured<T>(
  configured: ReadonlyMap<string, T>,
  instance: string,
): T {
  const found = configured.get(instance);
  if (found === undefined) {
    throw new NotFoundError(
      `No Panther instance is called '${instance}'; configured are ${[
        ...configured.keys(),
      ].join(', ')}.`,
    );
  }
  return found;
}
