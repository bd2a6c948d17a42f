import { LogSource } from 'backstage-plugin-panther-common';

/** That a log source is unhealthy and why, as a clause; nothing where it is not. */
export function describeIllness({
  status,
  reasons,
}: LogSource): string | undefined {
  if (status !== 'unhealthy') {
    return undefined;
  }
  return reasons
    ? `Panther says it is unhealthy: ${reasons
        .map(({ title }) => title)
        .join('; ')}`
    : 'Panther says it is unhealthy; its health checks are in the Panther Console';
}
