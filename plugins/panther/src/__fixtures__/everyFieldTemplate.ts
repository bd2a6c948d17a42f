import { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { PantherApi } from 'backstage-plugin-panther-common';
import { createInstance } from './instances';
import {
  createBillingWorkerLogs,
  createEdgeLoadBalancerLogs,
  createPageOf,
  ids,
} from './logSources';
import { createLogTypeList } from './logTypes';
import { createEdgeSettings } from './s3Sources';

/** The parameters of a template that has every form field of the plugin. */
export const everyFieldTemplate: TemplateParameterSchema = {
  title: 'Every field',
  steps: [
    {
      title: 'Log source',
      schema: {
        type: 'object',
        required: ['instance', 'logSource', 'prefixes', 'change', 'bucket'],
        properties: {
          instance: { type: 'string', 'ui:field': 'PantherInstance' },
          logSource: {
            type: 'string',
            'ui:field': 'PantherLogSource',
            'ui:options': { permittedTo: 'update', type: 'aws-s3' },
          },
          logTypes: {
            type: 'array',
            items: { type: 'string' },
            'ui:field': 'PantherLogTypes',
            'ui:options': { instanceField: 'instance' },
          },
          prefixes: {
            type: 'array',
            items: { type: 'object' },
            'ui:field': 'PantherS3Prefixes',
          },
          change: { type: 'object', 'ui:field': 'PantherS3SourceChange' },
          label: { type: 'string', 'ui:field': 'PantherLabel' },
          awsAccountId: { type: 'string', 'ui:field': 'PantherAwsAccount' },
          bucket: { type: 'string', 'ui:field': 'PantherBucket' },
          role: { type: 'string', 'ui:field': 'PantherRoleArn' },
          kmsKey: { type: 'string', 'ui:field': 'PantherKmsKey' },
        },
      },
    },
  ],
};

/** What a link to the form of that template brings along. */
export const everyFieldFormData = {
  logSource: ids.edgeLoadBalancerLogs,
  logTypes: ['AWS.ALB'],
  change: { logSourceRef: `default:${ids.billingWorkerLogs}` },
  label: 'Cart logs',
  awsAccountId: '111122223333',
  bucket: 'acme-logs',
  role: 'arn:aws:iam::111122223333:role/PantherLogProcessingRole-cart',
};

/** What is submitted when nothing is changed in that form. */
export const everyFieldValues = {
  ...everyFieldFormData,
  instance: 'default',
  prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
  change: {
    logSourceRef: `default:${ids.billingWorkerLogs}`,
    revision: 'revision-1',
    label: 'Edge load balancer logs',
    prefixes: createEdgeSettings().settings.prefixes,
  },
};

/** What the backend answers the fields of that form. */
export const everyFieldAnswers: Partial<PantherApi> = {
  listInstances: async () => ({ items: [createInstance()] }),
  listLogSources: async () =>
    createPageOf([createEdgeLoadBalancerLogs(), createBillingWorkerLogs()]),
  listLogTypes: async () => createLogTypeList(),
  getS3Source: async () => createEdgeSettings(),
};
