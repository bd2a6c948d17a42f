import { TenantError } from '../tenant/errors';
import { toWriteError } from './toWriteError';

/** Asks a tenant, and makes a failure what our route answers. */
export async function askPanther<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof TenantError ? toWriteError(error) : error;
  }
}
