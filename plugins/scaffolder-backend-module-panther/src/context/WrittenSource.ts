import {
  LogSourceRef,
  S3SourcePreview,
  stringifyLogSourceRef,
  WrittenS3Source,
} from 'backstage-plugin-panther-common';
import { StepContext } from './types';

/** What an action that wrote an S3 log source tells of it, whether or not it really did. */
export type WrittenSource = {
  logSourceRef: string;
  instance: string;
  integrationId: string;
  label: string;
  revision: string;
  changes: string[];
  warnings: string[];
};

export function fromWritten({
  logSource: { ref, instance, integrationId },
  settings: { label },
  revision,
  changes,
  warnings,
}: WrittenS3Source): WrittenSource {
  return {
    logSourceRef: ref,
    instance,
    integrationId,
    label,
    revision,
    changes: changes.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
  };
}

export function fromPreview(
  ref: LogSourceRef,
  { request: { label }, revision, changes, warnings }: S3SourcePreview,
): WrittenSource {
  return {
    logSourceRef: stringifyLogSourceRef(ref),
    ...ref,
    label,
    revision: revision ?? 'dry-run',
    changes: changes.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
  };
}

/** In the task's log, where people look first. */
export function logFindings(
  { logger }: Pick<StepContext, 'logger'>,
  { changes, warnings }: WrittenSource,
): void {
  for (const change of changes) {
    logger.info(change);
  }
  for (const warning of warnings) {
    logger.warn(warning);
  }
}
