import type { Request } from 'express';
import { z } from 'zod';
import {
  logStreamTypes,
  type S3SourceCreation,
  type S3SourceSettings,
} from '../tenant/types';
import { readBody } from './readBody';

const logStreamTypeOptions = z.object({
  jsonArrayEnvelopeField: z.string().optional(),
  retainEnvelopeFields: z.boolean().optional(),
  xmlRootElement: z.string().optional(),
});

const prefixLogTypes = z.object({
  excludedPrefixes: z.array(z.string()).default([]),
  logTypes: z.array(z.string()).default([]),
  prefix: z.string().default(''),
});

// As published, with nothing nullable. Members it does not name are left out and not refused, as
// Goa's decoder does; so are `awsAccountId` and `s3Bucket` in an update.
const settings = z.object({
  integrationLabel: z.string(),
  kmsKey: z.string().optional(),
  logProcessingRole: z.string(),
  logStreamType: z.enum(logStreamTypes),
  logStreamTypeOptions: logStreamTypeOptions.optional(),
  managedBucketNotifications: z.boolean(),
  s3PrefixLogTypes: z.array(prefixLogTypes),
});

const creation = settings.extend({
  awsAccountId: z.string(),
  s3Bucket: z.string(),
});

/** @throws MalformedRequest */
export function readS3SourceCreation(request: Request): S3SourceCreation {
  return readBody(request, creation);
}

/** @throws MalformedRequest */
export function readS3SourceSettings(request: Request): S3SourceSettings {
  return readBody(request, settings);
}
