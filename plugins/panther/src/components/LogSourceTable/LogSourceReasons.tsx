import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { LogSourceReason } from 'backstage-plugin-panther-common';
import { Timestamp } from '../Timestamp';

/** More would make the row longer than all else that it says. */
const SHOWN_REASONS = 3;

const useStyles = makeStyles(
  theme => ({
    root: {
      margin: theme.spacing(1, 0, 0),
      paddingLeft: theme.spacing(2),
      overflowWrap: 'anywhere',
    },
    since: {
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PantherLogSourceReasons' },
);

/** What Panther finds wrong with a log source, the latest first. */
export function LogSourceReasons(props: { reasons: LogSourceReason[] }) {
  const { reasons } = props;
  const classes = useStyles();
  if (reasons.length === 0) {
    return null;
  }
  const shown = reasons.slice(0, SHOWN_REASONS);
  const others = reasons.length - shown.length;
  return (
    <ul className={classes.root} aria-label="What Panther finds wrong">
      {shown.map((reason, index) => (
        // Nothing keeps Panther from raising one error twice at once.
        <li key={`${index} ${reason.raisedAt}`}>
          {reason.title}
          <Typography
            variant="caption"
            component="div"
            className={classes.since}
          >
            since <Timestamp at={reason.raisedAt} />
          </Typography>
        </li>
      ))}
      {others > 0 && <li>and {others} more</li>}
    </ul>
  );
}
