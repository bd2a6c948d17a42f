import type { LogSource } from '../tenant/types';

/** An S3 source as the REST API shows it: all of its settings, and none of its state. */
export function s3Source(source: LogSource): object {
  const { kmsKey, logStreamTypeOptions, ...s3 } = source.s3 ?? {};
  return {
    integrationId: source.integrationId,
    integrationLabel: source.integrationLabel,
    ...s3,
    // Unset options are an empty object, and an unset key is left out: see the README.
    logStreamTypeOptions: logStreamTypeOptions ?? {},
    kmsKey: kmsKey || undefined,
  };
}
