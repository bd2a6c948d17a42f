export { UnmatchedBuckets } from './UnmatchedBuckets';
