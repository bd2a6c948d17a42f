import { UnmatchedBucket } from 'backstage-plugin-panther-common';
import { Notice } from '../Notice';

/** Buckets that the catalog names and that no log source reads, as far as is known. */
export function UnmatchedBuckets(props: { buckets: UnmatchedBucket[] }) {
  const { buckets } = props;
  return buckets.length > 0 ? (
    <Notice
      severity="warning"
      title="The catalog names a bucket without a log source"
    >
      {buckets.map(({ evidence, message }) => (
        <div key={`${evidence.entityRef} ${evidence.value}`}>
          {message} (Annotation {evidence.annotation} of {evidence.entityRef}.)
        </div>
      ))}
    </Notice>
  ) : null;
}
