import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait up to 5 minutes for the first event',
    example: yaml.stringify({
      steps: [
        {
          id: 'await',
          name: 'Wait for the first event',
          action: 'panther:logSource:awaitEvents',
          input: {
            logSourceRef: 'default:3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
          },
        },
      ],
    }),
  },
  {
    description: 'Wait as long as possible',
    example: yaml.stringify({
      steps: [
        {
          id: 'await',
          name: 'Wait for the first event',
          action: 'panther:logSource:awaitEvents',
          input: {
            logSourceRef: 'default:3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
            timeoutSeconds: 900,
          },
        },
      ],
    }),
  },
];
