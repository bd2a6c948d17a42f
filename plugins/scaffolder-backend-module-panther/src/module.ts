import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { pantherServiceRef } from 'backstage-plugin-panther-node';
import { createActions } from './actions';

/**
 * Brings the `panther:…` actions into the scaffolder. They ask the Panther backend plugin on behalf
 * of whoever runs the template.
 *
 * @public
 */
export const scaffolderModulePanther = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'panther',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        panther: pantherServiceRef,
      },
      async init({ actions, panther }) {
        actions.addActions(...createActions({ panther }));
      },
    });
  },
});
