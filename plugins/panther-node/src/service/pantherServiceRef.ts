import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultPantherService } from './DefaultPantherService';
import { PantherService } from './PantherService';

/**
 * The Panther backend plugin, wherever it runs.
 *
 * @public
 */
export const pantherServiceRef = createServiceRef<PantherService>({
  id: 'panther.service',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => new DefaultPantherService(deps),
    }),
});
