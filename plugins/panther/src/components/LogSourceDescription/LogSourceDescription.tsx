import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { LogSource } from 'backstage-plugin-panther-common';
import { StatusChip } from '../StatusChip';

const useStyles = makeStyles(
  theme => ({
    name: {
      fontWeight: 'bold',
      marginRight: theme.spacing(1),
    },
    caption: {
      display: 'block',
      color: theme.palette.text.secondary,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'PantherLogSourceDescription' },
);

/**
 * One of several log sources to choose from: enough to tell it from the others.
 *
 * @param note - what else is to be known of it here
 */
export function LogSourceDescription(props: {
  logSource: LogSource;
  note: string | undefined;
}) {
  const { logSource, note } = props;
  const { ref, label, type, status, s3 } = logSource;
  const classes = useStyles();
  return (
    <>
      <span className={classes.name}>{label}</span>{' '}
      <StatusChip status={status} /> {note && <em>{note}</em>}{' '}
      <Typography
        variant="caption"
        component="span"
        className={classes.caption}
      >
        {[type, ...(s3 ? [`bucket ${s3.bucket}`] : []), ref].join(', ')}
      </Typography>
    </>
  );
}
