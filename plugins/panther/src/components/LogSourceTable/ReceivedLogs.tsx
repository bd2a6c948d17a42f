import { makeStyles } from '@material-ui/core/styles';
import { LogSource, S3Details } from 'backstage-plugin-panther-common';

const useStyles = makeStyles(
  theme => ({
    prefixes: {
      margin: 0,
      paddingLeft: theme.spacing(2),
    },
    excluded: {
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PantherReceivedLogs' },
);

/** What a log source brings into Panther: its log types, and for S3 where each is read from. */
export function ReceivedLogs(props: { logSource: LogSource }) {
  const { s3, logTypes } = props.logSource;
  const classes = useStyles();
  if (!s3) {
    return <>{logTypes.join(', ') || 'No log types'}</>;
  }
  return (
    <>
      Bucket <code>{s3.bucket}</code>
      {s3.prefixes.length === 0 && <div>{logTypes.join(', ')}</div>}
      <ul className={classes.prefixes}>
        {s3.prefixes.map((prefix, index) => (
          // Nothing keeps Panther from naming a prefix twice.
          <Prefix key={`${index} ${prefix.prefix}`} prefix={prefix} />
        ))}
      </ul>
    </>
  );
}

function Prefix(props: { prefix: S3Details['prefixes'][number] }) {
  const { prefix, logTypes, excludedPrefixes } = props.prefix;
  const classes = useStyles();
  return (
    <li>
      {prefix ? <code>{prefix}</code> : 'whole bucket'}: {logTypes.join(', ')}
      {excludedPrefixes.length > 0 && (
        <div className={classes.excluded}>
          except{' '}
          {excludedPrefixes.map((excluded, index) => (
            <span key={excluded}>
              {index > 0 && ', '}
              <code>{excluded}</code>
            </span>
          ))}
        </div>
      )}
    </li>
  );
}
