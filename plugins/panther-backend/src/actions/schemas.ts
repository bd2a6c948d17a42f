import { DEFAULT_INSTANCE } from 'backstage-plugin-panther-common';
import type { z } from 'zod/v3';

/** The zod that the actions registry hands in. */
export type Zod = typeof z;

/** Assistants write what is no text as text at times. */
export function booleanField(zod: Zod) {
  return zod.preprocess(
    value => (value === 'true' || value === 'false' ? value === 'true' : value),
    zod.boolean(),
  );
}

export function instanceField(zod: Zod) {
  return zod
    .string()
    .default(DEFAULT_INSTANCE)
    .describe('Id of a Panther instance of this portal; default by default');
}

export function logSourceRefField(zod: Zod) {
  return zod
    .string()
    .describe(
      '<instance>:<integrationId>, as list-log-sources tells it; the instance may be left out where it is default',
    );
}

export function previewTokenField(zod: Zod, previewAction: string) {
  return zod
    .string()
    .describe(
      `From ${previewAction} with the same input; refused when what that said is not true any more`,
    );
}

/** How old an answer is, for one instance. */
export function freshnessSchema(zod: Zod) {
  return zod.object({
    instance: zod.string(),
    title: zod.string().describe('What people call the instance'),
    asOf: zod
      .string()
      .optional()
      .describe('When Panther was last read; absent when it never was'),
    stale: zod.boolean().describe('Whether the last read failed or is overdue'),
    problem: zod
      .string()
      .optional()
      .describe('Why Panther could not be read, in a sentence'),
  });
}

/** A log source in a few words. */
export function logSourceSchema(zod: Zod) {
  return zod.object({
    logSourceRef: zod.string(),
    label: zod.string(),
    type: zod.string().describe("Panther's integration type, such as aws-s3"),
    status: zod
      .enum(['healthy', 'unhealthy', 'silent', 'new', 'gone'])
      .describe(
        'silent: no event for longer than it should; new: never had an event; gone: not in Panther any more',
      ),
    statusSince: zod.string(),
    isEditable: zod.boolean().describe('Whether Panther lets it be changed'),
    logTypes: zod.array(zod.string()),
    lastEventReceivedAt: zod.string().optional(),
    bucket: zod.string().optional(),
    awsAccountId: zod.string().optional(),
    reasons: zod
      .array(zod.string())
      .optional()
      .describe('What is wrong with it, in words of Panther'),
    readProblem: zod
      .string()
      .optional()
      .describe('Why the last read brought nothing usable of it'),
  });
}

/** The entities that are linked to a log source. */
export function linkedEntitiesFields(zod: Zod) {
  return {
    linkedEntities: zod
      .array(zod.string())
      .describe('Refs of linked entities that the caller may see, at most 20'),
    otherLinkedEntities: zod.number().describe('How many more there are'),
  };
}

const STREAM_OPTIONS = 'Each option fits one stream type';

/** What can be set of an S3 source, all of it optional. */
export function s3SettingsFields(zod: Zod) {
  return {
    label: zod
      .string()
      .optional()
      .describe('Letters, digits, spaces and hyphens, at most 32'),
    logProcessingRole: zod
      .string()
      .optional()
      .describe('ARN of the IAM role with which Panther reads the bucket'),
    prefixes: zod
      .array(
        zod.object({
          prefix: zod
            .string()
            .default('')
            .describe('Beginning of object keys; empty for the whole bucket'),
          logTypes: zod
            .array(zod.string())
            .default([])
            .describe('Names as list-log-types tells them'),
          excludedPrefixes: zod.array(zod.string()).default([]),
        }),
      )
      .optional()
      .describe('What is read, and as which log types; replaces all there are'),
    logStreamType: zod
      .string()
      .optional()
      .describe('How objects are split into events; Auto for most'),
    logStreamTypeOptions: zod
      .object({
        jsonArrayEnvelopeField: zod.string().optional(),
        retainEnvelopeFields: booleanField(zod).optional(),
        xmlRootElement: zod.string().optional(),
      })
      .optional()
      .describe(STREAM_OPTIONS),
    managedBucketNotifications: booleanField(zod)
      .optional()
      .describe("Whether Panther sets up the bucket's notifications itself"),
    kmsKey: zod
      .string()
      .optional()
      .describe('ARN of the KMS key of an encrypted bucket; empty for none'),
  };
}

/** What a new S3 source has beside its settings, and keeps. */
export function s3PlaceFields(zod: Zod) {
  return {
    awsAccountId: zod
      .string()
      .describe("The 12 digits of the bucket's AWS account"),
    bucket: zod.string().describe('Name of the S3 bucket'),
  };
}

/** What became of a write of an S3 source. */
export function writtenS3SourceSchema(zod: Zod) {
  return zod.object({
    outcome: zod
      .enum(['done', 'unknown'])
      .describe(
        'unknown: Panther did not say whether it did it; call the same again to settle it',
      ),
    message: zod.string().optional().describe('What is not known, and why'),
    logSourceRef: zod.string().optional(),
    label: zod.string().optional(),
    status: zod.string().optional(),
    revision: zod.string().optional(),
    changes: zod.array(zod.string()).describe('What became different'),
    warnings: zod.array(zod.string()),
  });
}
