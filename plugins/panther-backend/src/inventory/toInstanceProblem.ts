import { InstanceProblem } from 'backstage-plugin-panther-common';
import { TenantError, TenantErrorCode } from '../tenant/errors';

/** What a view needs to tell apart; every other failure means that Panther gave no usable answer now. */
const PROBLEM_CODES: Partial<Record<TenantErrorCode, InstanceProblem['code']>> =
  {
    tokenRefused: 'tokenRefused',
    permissionMissing: 'permissionMissing',
    redirected: 'unexpectedAnswer',
    unexpectedAnswer: 'unexpectedAnswer',
  };

/** Keeps the sentence that the tenant client wrote. */
export function toInstanceProblem(error: TenantError): InstanceProblem {
  return {
    code: PROBLEM_CODES[error.code] ?? 'unreachable',
    message: error.message,
  };
}
