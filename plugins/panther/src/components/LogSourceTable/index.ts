export { LogSourceTable } from './LogSourceTable';
