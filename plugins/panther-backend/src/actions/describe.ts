import {
  FieldFinding,
  Freshness,
  LinkedEntity,
  LogSource,
  SettingChange,
  UnclearWrite,
  WrittenS3Source,
  LogSourceRef,
  parseLogSourceRef,
} from 'backstage-plugin-panther-common';
import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { InputError, ResponseError } from '@backstage/errors';

/** How old an answer is, in a few words. */
export function describeFreshness(freshness: Freshness) {
  const { instance, title, asOf, stale, problem } = freshness;
  return { instance, title, asOf, stale, problem: problem?.message };
}

/** A log source in a few words. */
export function describeLogSource(logSource: LogSource) {
  const { s3, reasons } = logSource;
  return {
    logSourceRef: logSource.ref,
    label: logSource.label,
    type: logSource.type,
    status: logSource.status,
    statusSince: logSource.statusSince,
    isEditable: logSource.isEditable,
    logTypes: logSource.logTypes,
    lastEventReceivedAt: logSource.lastEventReceivedAt,
    bucket: s3?.bucket,
    awsAccountId: s3?.awsAccountId,
    reasons: reasons?.map(({ title }) => title),
    readProblem: logSource.readProblem,
  };
}

export function describeLinkedEntities(linked: {
  linkedEntities: LinkedEntity[];
  otherLinkedEntities: number;
}) {
  return {
    linkedEntities: linked.linkedEntities.map(({ entityRef }) => entityRef),
    otherLinkedEntities: linked.otherLinkedEntities,
  };
}

export function describeWarnings(warnings: FieldFinding[]): string[] {
  return warnings.map(({ field, message }) => `${field}: ${message}`);
}

export function describeChanges(changes: SettingChange[]): string[] {
  return changes.map(({ message }) => message);
}

/** What became of a write of an S3 source. */
export function describeWritten(written: WrittenS3Source | UnclearWrite) {
  if ('outcome' in written) {
    return {
      outcome: 'unknown' as const,
      message: written.message,
      changes: [],
      warnings: [],
    };
  }
  const { logSource, revision, changes, warnings } = written;
  return {
    outcome: 'done' as const,
    logSourceRef: logSource.ref,
    label: logSource.label,
    status: logSource.status,
    revision,
    changes: describeChanges(changes),
    warnings: describeWarnings(warnings),
  };
}

/** Throws an `InputError` for what names no log source. */
export function readLogSourceRef(text: string): LogSourceRef {
  const ref = parseLogSourceRef(text.trim());
  if (!ref.integrationId) {
    throw new InputError(
      `logSourceRef must be <instance>:<integrationId>, as list-log-sources tells it, and not '${text}'.`,
    );
  }
  return ref;
}

/** Throws an `InputError` for what names no entity. */
export function readEntityRef(text: string): CompoundEntityRef {
  try {
    return parseEntityRef(text.trim(), {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch {
    throw new InputError(
      `entityRef must be the ref of a catalog entity, such as component:default/checkout-api, and not '${text}'.`,
    );
  }
}

/**
 * Calls our own routes, and throws what they refused with itself: its name is the kind of refusal,
 * and its message the sentence for people.
 */
export async function withReason<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw isResponseError(error) ? error.cause : error;
  }
}

function isResponseError(error: unknown): error is ResponseError {
  return error instanceof Error && error.name === 'ResponseError';
}
