export type { PantherService } from './PantherService';
export { pantherServiceRef } from './pantherServiceRef';
