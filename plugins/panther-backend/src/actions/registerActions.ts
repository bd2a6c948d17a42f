import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import { registerCreateS3Source } from './registerCreateS3Source';
import { registerDeleteLogSource } from './registerDeleteLogSource';
import { registerGetEntityLogSources } from './registerGetEntityLogSources';
import { registerGetLogSource } from './registerGetLogSource';
import { registerListLogSources } from './registerListLogSources';
import { registerListLogTypes } from './registerListLogTypes';
import { registerPreviewLogSourceDeletion } from './registerPreviewLogSourceDeletion';
import { registerPreviewS3Source } from './registerPreviewS3Source';
import { registerUpdateS3Source } from './registerUpdateS3Source';

/**
 * Offers what the routes do to assistants, templates and the command line. The actions call the
 * routes as whoever invokes them, so that there is one door.
 */
export function registerActions(options: {
  registry: ActionsRegistryService;
  panther: PantherService;
}): void {
  for (const register of [
    registerListLogSources,
    registerGetLogSource,
    registerGetEntityLogSources,
    registerListLogTypes,
    registerPreviewS3Source,
    registerCreateS3Source,
    registerUpdateS3Source,
    registerPreviewLogSourceDeletion,
    registerDeleteLogSource,
  ]) {
    register(options.registry, options.panther);
  }
}
