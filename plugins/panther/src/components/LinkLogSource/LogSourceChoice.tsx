import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { LogSource } from 'backstage-plugin-panther-common';
import { StatusChip } from '../StatusChip';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'flex-start',
    },
    label: {
      // What cannot be chosen is there to be read all the same.
      color: theme.palette.text.primary,
      paddingTop: theme.spacing(1),
      paddingBottom: theme.spacing(1),
    },
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
  { name: 'PantherLogSourceChoice' },
);

/** One log source that was found, unless it is linked already to be chosen. */
export function LogSourceChoice(props: {
  logSource: LogSource;
  linked: boolean;
  disabled: boolean;
}) {
  const { logSource, linked, disabled } = props;
  const { ref, label, type, status, s3 } = logSource;
  const classes = useStyles();
  return (
    <FormControlLabel
      value={ref}
      control={<Radio color="primary" />}
      disabled={linked || disabled}
      className={classes.root}
      label={
        <div className={classes.label}>
          <span className={classes.name}>{label}</span>{' '}
          <StatusChip status={status} /> {linked && <em>Linked already</em>}{' '}
          <Typography
            variant="caption"
            component="span"
            className={classes.caption}
          >
            {[type, ...(s3 ? [`bucket ${s3.bucket}`] : []), ref].join(', ')}
          </Typography>
        </div>
      }
    />
  );
}
