export { LinkedLogSources } from './LinkedLogSources';
