export { LinkLogSource } from './LinkLogSource';
