import { makeStyles } from '@material-ui/core/styles';
import { UnmatchedBucket } from 'backstage-plugin-panther-common';
import { Notice } from '../Notice';

const useStyles = makeStyles(
  theme => ({
    bucket: {
      '& + &': { marginTop: theme.spacing(1) },
    },
  }),
  { name: 'PantherUnmatchedBuckets' },
);

/** Buckets that the catalog names and that no log source reads, as far as is known. */
export function UnmatchedBuckets(props: { buckets: UnmatchedBucket[] }) {
  const { buckets } = props;
  const classes = useStyles();
  return buckets.length > 0 ? (
    <Notice
      severity="warning"
      title={
        buckets.length === 1
          ? 'The catalog names a bucket without a log source'
          : 'The catalog names buckets without a log source'
      }
    >
      {buckets.map(({ evidence, message }) => (
        <div
          key={`${evidence.entityRef} ${evidence.value}`}
          className={classes.bucket}
        >
          {message} (Annotation {evidence.annotation} of {evidence.entityRef}.)
        </div>
      ))}
    </Notice>
  ) : null;
}
