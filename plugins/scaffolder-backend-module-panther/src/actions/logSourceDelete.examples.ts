import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Delete a log source',
    example: yaml.stringify({
      steps: [
        {
          id: 'delete',
          name: 'Delete the log source',
          action: 'panther:logSource:delete',
          input: {
            logSourceRef: 'default:bcd45662-bab7-4f99-b69f-083a0212568d',
          },
        },
      ],
    }),
  },
];
