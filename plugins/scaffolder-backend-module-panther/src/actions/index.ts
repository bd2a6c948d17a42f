import { ActionOptions } from '../context/types';
import { createIamRoleRenderAction } from './iamRoleRender';
import { createLogSourceAwaitEventsAction } from './logSourceAwaitEvents';
import { createLogSourceDeleteAction } from './logSourceDelete';
import { createLogSourceLinkAction } from './logSourceLink';
import { createS3SourceCreateAction } from './s3SourceCreate';
import { createS3SourceRenderTerraformAction } from './s3SourceRenderTerraform';
import { createS3SourceUpdateAction } from './s3SourceUpdate';

/** Every action of the module. */
export function createActions(options: ActionOptions) {
  return [
    createS3SourceCreateAction(options),
    createS3SourceUpdateAction(options),
    createLogSourceDeleteAction(options),
    createLogSourceLinkAction(options),
    createLogSourceAwaitEventsAction(options),
    createIamRoleRenderAction(options),
    createS3SourceRenderTerraformAction(),
  ];
}
