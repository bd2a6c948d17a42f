import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Link a component to a log source',
    example: yaml.stringify({
      steps: [
        {
          id: 'link',
          name: 'Link the log source',
          action: 'panther:logSource:link',
          input: {
            entityRef: 'component:default/web-storefront',
            logSourceRef: 'default:3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
          },
        },
      ],
    }),
  },
];
