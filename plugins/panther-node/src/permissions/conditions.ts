import { createConditionExports } from '@backstage/plugin-permission-node';
import { logSourcePermissionResourceRef } from './logSourcePermissionResourceRef';
import { logSourcePermissionRules } from './rules';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: logSourcePermissionResourceRef,
  rules: logSourcePermissionRules,
});

/**
 * The conditions of a conditional decision about log sources.
 *
 * @public
 */
export const logSourceConditions = conditions;

/**
 * Wraps conditions into what a permission policy answers.
 *
 * @public
 */
export const createLogSourceConditionalDecision = createConditionalDecision;
