import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { z } from 'zod';

/** The Log Sources tab of a component. */
export const entityLogSourcesContent = EntityContentBlueprint.makeWithOverrides(
  {
    name: 'log-sources',
    configSchema: {
      createTemplate: z
        .string()
        .optional()
        .describe(
          'Ref of the software template with which people make a log source',
        ),
    },
    factory: (originalFactory, { config }) =>
      originalFactory({
        path: 'log-sources',
        title: 'Log Sources',
        group: 'observability',
        filter: { kind: 'component' },
        loader: async () => {
          const { EntityLogSources } = await import(
            '../components/EntityLogSources'
          );
          return <EntityLogSources createTemplate={config.createTemplate} />;
        },
      }),
  },
);
