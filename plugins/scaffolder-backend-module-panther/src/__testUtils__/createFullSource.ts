import { createS3SourceCreateAction } from '../actions/s3SourceCreate';
import { createRefundLogs } from './refundLogs';
import { runStep } from './runStep';
import { Portal } from './startPortal';

/** Creates a log source with every setting, for one test alone. */
export async function createFullSource(portal: Portal) {
  const input = {
    ...createRefundLogs(),
    prefixes: [{ prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] }],
    logStreamType: 'JsonArray',
    logStreamTypeOptions: { jsonArrayEnvelopeField: 'records' },
    managedBucketNotifications: false,
    kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c',
  };
  const { logSourceRef, revision } = await runStep(
    createS3SourceCreateAction(portal),
    { input, taskId: input.label },
  );
  return {
    input,
    logSourceRef: String(logSourceRef),
    revision: String(revision),
    /** Another label that no other log source has, as Panther wants labels to be. */
    label: `${input.label} anew`,
  };
}
