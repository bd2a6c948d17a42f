import { S3SourceSettingsAnswer } from 'backstage-plugin-panther-common';

/** The settings of the edge load balancer logs. */
export function createEdgeSettings(): S3SourceSettingsAnswer {
  return {
    settings: {
      awsAccountId: '111122223333',
      bucket: 'acme-edge-logs',
      label: 'Edge load balancer logs',
      logProcessingRole:
        'arn:aws:iam::111122223333:role/PantherLogProcessingRole-edge',
      logStreamType: 'Auto',
      managedBucketNotifications: true,
      prefixes: [
        { prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: ['alb/x/'] },
      ],
    },
    revision: 'revision-1',
    isEditable: true,
    state: 'present',
  };
}
