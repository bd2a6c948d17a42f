import type { LogSource } from '../tenant/types';

/** An HTTP source as the REST API shows it. Its secrets are never read back. */
export function httpSource(source: LogSource): object {
  return {
    integrationId: source.integrationId,
    integrationLabel: source.integrationLabel,
    logTypes: source.logTypes,
    logStreamType: 'Auto',
    logStreamTypeOptions: {},
    authMethod: 'SharedSecret',
    authHeaderKey: 'x-shared-secret',
    authSecretValue: '',
  };
}
