import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { PantherService } from 'backstage-plugin-panther-node';

/** The part of a step's context that is the same whatever the action takes and gives. */
export type StepContext = Pick<
  ActionContext<JsonObject>,
  | 'checkpoint'
  | 'each'
  | 'getInitiatorCredentials'
  | 'input'
  | 'logger'
  | 'signal'
  | 'step'
  | 'task'
>;

/** What every action that asks the Panther backend is made with. */
export interface ActionOptions {
  panther: PantherService;
}
