import { FieldFinding, S3SourceInput } from 'backstage-plugin-panther-common';
import { CreateRequest } from './CreateRequests';
import { settingsRevision } from './settingsRevision';
import { Writer, WriteTarget } from './types';

/** Somebody's wish for a log source. */
export interface Wish {
  target: WriteTarget;
  wanted: S3SourceInput;
  writer: Writer;
  /** Where it carries a key. */
  request?: CreateRequest;
}

/** A wish that is known to be fine, with what may surprise about it. */
export interface CheckedWish extends Wish {
  warnings: FieldFinding[];
}

/** Has a wish carry a key, if there is one. */
export function toWish(wish: Wish, idempotencyKey: string | undefined): Wish {
  if (!idempotencyKey) {
    return wish;
  }
  const { target, wanted, writer } = wish;
  return {
    ...wish,
    request: {
      instance: target.instance.id,
      actor: writer.actor,
      idempotencyKey,
      requestHash: settingsRevision(wanted),
    },
  };
}
