export { LogSourceDescription } from './LogSourceDescription';
