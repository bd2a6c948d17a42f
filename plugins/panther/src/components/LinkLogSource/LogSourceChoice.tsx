import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import { makeStyles } from '@material-ui/core/styles';
import { LogSource } from 'backstage-plugin-panther-common';
import { LogSourceDescription } from '../LogSourceDescription';

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
  const classes = useStyles();
  return (
    <FormControlLabel
      value={logSource.ref}
      control={<Radio color="primary" />}
      disabled={linked || disabled}
      className={classes.root}
      label={
        <div className={classes.label}>
          <LogSourceDescription
            logSource={logSource}
            note={linked ? 'Linked already' : undefined}
          />
        </div>
      }
    />
  );
}
