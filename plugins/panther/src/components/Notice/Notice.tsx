import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import { ReactNode } from 'react';

type Severity = 'error' | 'warning';

const useStyles = makeStyles<Theme, { severity: Severity }>(
  theme => ({
    root: {
      display: 'flex',
      gap: theme.spacing(2),
      padding: theme.spacing(2),
      borderLeft: ({ severity }) =>
        `${theme.spacing(0.5)}px solid ${theme.palette[severity].main}`,
    },
    icon: {
      color: ({ severity }) => theme.palette[severity].main,
    },
    text: {
      maxWidth: '80ch',
      overflowWrap: 'anywhere',
    },
    action: {
      marginLeft: 'auto',
    },
    title: {
      fontWeight: 'bold',
    },
  }),
  { name: 'PantherNotice' },
);

/**
 * Something that keeps the user from what they came for, and the way out. Everything in it is read
 * out when it appears, so it holds nothing that changes by itself.
 */
export function Notice(props: {
  severity: Severity;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  const { severity, title, children, action } = props;
  const classes = useStyles({ severity });
  const Icon = severity === 'error' ? ErrorIcon : WarningIcon;
  return (
    <Paper
      variant="outlined"
      role={severity === 'error' ? 'alert' : 'status'}
      className={classes.root}
    >
      <Icon className={classes.icon} aria-hidden />
      <div className={classes.text}>
        <Typography className={classes.title}>{title}</Typography>
        <Typography variant="body2" component="div">
          {children}
        </Typography>
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </Paper>
  );
}
