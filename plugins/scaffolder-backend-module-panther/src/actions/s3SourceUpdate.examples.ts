import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Call a log source something else, and leave all the rest',
    example: yaml.stringify({
      steps: [
        {
          id: 'update',
          name: 'Rename the log source',
          action: 'panther:s3Source:update',
          input: {
            logSourceRef: 'default:3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
            label: 'Checkout load balancer',
          },
        },
      ],
    }),
  },
  {
    description: 'Change what Panther reads from a bucket',
    example: yaml.stringify({
      steps: [
        {
          id: 'update',
          name: 'Change the prefixes',
          action: 'panther:s3Source:update',
          input: {
            logSourceRef: 'default:3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
            prefixes: [
              {
                prefix: 'alb/',
                logTypes: ['AWS.ALB'],
                excludedPrefixes: ['alb/healthcheck/'],
              },
              { prefix: 'trail/', logTypes: ['AWS.CloudTrail'] },
            ],
          },
        },
      ],
    }),
  },
];
