export { formatExactTime } from './formatExactTime';
export { Timestamp } from './Timestamp';
