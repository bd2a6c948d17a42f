export { EntityLogSources } from './EntityLogSources';
