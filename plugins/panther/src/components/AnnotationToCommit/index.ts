export { AnnotationToCommit } from './AnnotationToCommit';
