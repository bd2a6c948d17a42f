export { LinkInstructions } from './LinkInstructions';
