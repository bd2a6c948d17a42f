import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** The Log Sources tab of a component. */
export const entityLogSourcesContent = EntityContentBlueprint.make({
  name: 'log-sources',
  params: {
    path: 'log-sources',
    title: 'Log Sources',
    group: 'observability',
    filter: { kind: 'component' },
    loader: async () => {
      const { EntityLogSources } = await import(
        '../components/EntityLogSources'
      );
      return <EntityLogSources />;
    },
  },
});
