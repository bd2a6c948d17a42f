export { InstanceFreshness } from './InstanceFreshness';
