export { UnlinkLogSourceDialog } from './UnlinkLogSourceDialog';
