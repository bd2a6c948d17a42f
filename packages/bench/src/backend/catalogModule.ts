import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readFile } from 'node:fs/promises';

/** Puts the entities of the file that `bench.catalog` names into the catalog. */
export const catalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench-entities',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, processing }) {
        const file = config.getString('bench.catalog');
        processing.addEntityProvider({
          getProviderName: () => 'bench',
          async connect(connection) {
            const entities: Entity[] = JSON.parse(await readFile(file, 'utf8'));
            await connection.applyMutation({
              type: 'full',
              entities: entities.map(entity => ({ entity })),
            });
          },
        });
      },
    });
  },
});
