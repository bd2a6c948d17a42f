export { CreateLogSource } from './CreateLogSource';
